import ComposeModel
import EngineAPI
import EngineClient
import Reconciliation
import SessionEvents

/// Tells what becomes of a project's containers, whoever changes them: what they do, their health and their ports.
package struct ContainerStates: Sendable {
    private let session: Session

    /// Prepares to follow a session's containers.
    package init(_ session: Session) { self.session = session }

    /// Tells the present state of each container, and each change of it, until it is cancelled. An engine that goes away is
    /// waited for.
    package func follow() async {
        var told: [ContainerID: (subject: EventSubject, report: ContainerReport)] = [:]
        while !Task.isCancelled {
            do {
                let events = try await session.containerEvents(
                    "create",
                    "start",
                    "die",
                    "pause",
                    "unpause",
                    "destroy",
                    "rename",
                    "health_status"
                )
                let present = try await session.client.containers(all: true, filters: session.ownObjects).map(\.id)
                for container in told.keys where !present.contains(container) { forget(container, &told) }
                for container in present { try await look(at: container, &told) }
                for try await event in events {
                    guard let container = event.container else { continue }
                    if event.action == .destroy {
                        forget(container, &told)
                    } else {
                        try await look(at: container, &told)
                    }
                }
            } catch {
                // That the engine is lost is said by whoever works with it.
            }
            try? await session.clock.sleep(for: .seconds(1))
        }
    }

    private func look(
        at container: ContainerID,
        _ told: inout [ContainerID: (subject: EventSubject, report: ContainerReport)]
    ) async throws {
        do {
            let inspection = try await session.client.inspectContainer(container)
            let labels = ComposeLabels(inspection.config.labels)
            guard !labels.isOneOff else { return }
            let subject = EventSubject.container(inspection.name, labels)
            let report = ContainerReport(inspection)
            if let last = told[container] {
                if last.subject == subject, last.report == report { return }
                if last.subject != subject { session.events.emit(.containerGone, about: last.subject) }
            }
            told[container] = (subject, report)
            session.events.emit(.containerObserved(report: report), about: subject)
        } catch EngineError.notFound {
            forget(container, &told)
        }
    }

    private func forget(
        _ container: ContainerID,
        _ told: inout [ContainerID: (subject: EventSubject, report: ContainerReport)]
    ) {
        guard let last = told.removeValue(forKey: container) else { return }
        // Its name may by now be that of the container that replaced it.
        if told.values.contains(where: { $0.subject.name == last.subject.name }) { return }
        session.events.emit(.containerGone, about: last.subject)
    }
}

extension ContainerReport {
    /// Takes what matters from what the engine says.
    fileprivate init(_ inspection: ContainerInspection) {
        let state = inspection.state
        self.init(State(state.status))
        if self.state == .running {
            switch state.health?.status {
            case .starting: health = .starting
            case .healthy: health = .healthy
            case .unhealthy: health = .unhealthy
            case nil, .some(.none): health = nil
            }
        }
        if self.state == .exited || self.state == .dead { exitCode = state.exitCode }
        ports = inspection.networkSettings.ports.bindings
            .flatMap { port, bindings in
                bindings.compactMap { binding in
                    Int(binding.hostPort).map {
                        Port(
                            address: binding.hostIP,
                            port: $0,
                            target: Int(port.number),
                            transport: port.transport.rawValue
                        )
                    }
                }
            }
            .sorted { ($0.target, $0.transport, $0.port, $0.address) < ($1.target, $1.transport, $1.port, $1.address) }
    }
}

extension ContainerReport.State {
    fileprivate init(_ status: ContainerStatus) {
        self =
            switch status {
            case .created: .created
            case .running: .running
            case .paused: .paused
            case .restarting: .restarting
            case .removing: .removing
            case .exited: .exited
            case .dead: .dead
            case .stopping, .other: .unknown
            }
    }
}
