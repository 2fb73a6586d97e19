import SessionEvents

@testable import TerminalOutput

/// A project with three services at a terminal.
enum InterfaceFixture {
    /// The state once services run.
    static func state(rows: Int = 24, columns: Int = 80) -> InterfaceState {
        var state = InterfaceState(rows: rows, columns: columns)
        state.begin(
            [.init("db", isBuilt: false), .init("api", isBuilt: true), .init("web", isBuilt: true)],
            quitting: .leavesRunning
        )
        let port = ContainerReport.Port(address: "0.0.0.0", port: 8080, target: 80)
        let reports = [
            (
                "db",
                ContainerReport(
                    .running,
                    health: .healthy,
                    ports: [.init(address: "127.0.0.1", port: 5432, target: 5432)]
                )
            ),
            ("api", ContainerReport(.running, ports: [port, .init(address: "::", port: 8080, target: 80)])),
            ("web", ContainerReport(.exited, exitCode: 1)),
        ]
        let events =
            [StampedEvent(.projectOpened(name: "hq"))] + reports.map { observed($0.0, $0.1) }
        for event in events { _ = state.take(event, at: .zero) }
        return state
    }

    /// What the engine says of a service's container.
    static func observed(_ service: String, number: Int = 1, _ report: ContainerReport) -> StampedEvent {
        StampedEvent(
            .containerObserved(report: report),
            about: .container("hq-\(service)-\(number)", of: service, number: number)
        )
    }

    /// Something that happens to a service's container.
    static func container(_ service: String, _ action: EventAction) -> StampedEvent {
        StampedEvent(action, about: .container("hq-\(service)-1", of: service, number: 1))
    }

    /// The edit of a file at noon.
    static func edit(_ service: String, _ path: String) -> StampedEvent {
        let change = AppliedChange(action: .sync, written: 1, deleted: 0, path: path, elapsed: .milliseconds(3))
        var event = StampedEvent(.applied(change: change), about: .service(service))
        event.time = .seconds(43_200)
        return event
    }
}

extension InterfaceState {
    /// The block without colours.
    func block(at now: Duration = .zero) -> String { lines(at: now, isColoured: false).joined(separator: "\n") }

    /// Presses what writes a text.
    mutating func type(_ text: String) -> [Action] { text.flatMap { press(.character($0)) } }
}
