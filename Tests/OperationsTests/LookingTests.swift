import ComposeModel
import EngineAPI
@testable import Operations
import Testing

/// What the operations that look make of what an engine says.
@Suite struct LookingTests {
    private static func container(_ name: String, labels: [String: String] = [:]) -> ContainerSummary {
        var container = ContainerSummary(id: ContainerID(name), name: name, image: "web", imageID: "i", state: .running)
        container.labels = labels
        return container
    }

    @Test func thePortOfTheHostIsFound() throws {
        var web = Self.container("p-web-1")
        web.ports = [
            .init(privatePort: 80, transport: .udp), .init(hostIP: "0.0.0.0", privatePort: 80, publicPort: 8080),
            .init(hostIP: "::", privatePort: 80, publicPort: 8080), .init(privatePort: 9000),
        ]
        let binding = try FindPort.binding(of: ContainerPort(80), in: web)
        #expect(binding.address == "0.0.0.0" && binding.port == 8080)
        #expect(throws: FindPort.Failure.notPublished(ContainerPort(9000), container: "p-web-1")) {
            try FindPort.binding(of: ContainerPort(9000), in: web)
        }
        web.ports = [.init(privatePort: 80, publicPort: 8080)]
        #expect(try FindPort.binding(of: ContainerPort(80), in: web).address == "0.0.0.0")
        let missing = FindPort.Failure.notExposed(
            ContainerPort(81),
            container: "p-web-1",
            published: [ContainerPort(80)]
        )
        #expect(throws: missing) { try FindPort.binding(of: ContainerPort(81), in: web) }
        #expect(missing.description == "no port 81/tcp for container p-web-1: 80/tcp")
    }

    @Test(
        arguments: [
            ("nginx", "nginx", "latest"), ("nginx:1.27", "nginx", "1.27"),
            ("docker.io/library/nginx:1.27", "nginx", "1.27"), ("docker.io/me/web", "me/web", "latest"),
            ("localhost:5000/web", "localhost:5000/web", "latest"),
            ("localhost:5000/web:2", "localhost:5000/web", "2"),
            ("web:2@sha256:" + String(repeating: "a1", count: 32), "web", ""),
            ("sha256:" + String(repeating: "a1", count: 32), "", ""), (String(repeating: "a1", count: 32), "", ""),
        ]
    )
    func imagesAreCalledAsPeopleCallThem(reference: String, repository: String, tag: String) {
        let name = ListImages.Row.familiarName(reference)
        #expect(name.repository == repository && name.tag == tag)
    }

    @Test func projectsAreMadeOfTheirContainers() {
        func labels(_ project: String, _ files: String?) -> [String: String] {
            var labels = [ComposeLabel.project: project]
            labels[ComposeLabel.configurationFiles] = files
            return labels
        }
        var ended = Self.container("c", labels: labels("shop", "/b.yaml,/a.yaml"))
        ended.state = .exited
        let rows = ListProjects.rows(of: [
            Self.container("a", labels: labels("shop", "/a.yaml")), ended,
            Self.container("b", labels: labels("shop", "/a.yaml")), Self.container("d", labels: labels("hq", nil)),
        ])
        #expect(
            rows == [
                .init(name: "hq", status: "running(1)", files: "N/A"),
                .init(name: "shop", status: "exited(1), running(2)", files: "/a.yaml,/b.yaml"),
            ]
        )
    }

    @Test func eventsOfSingleCommandsAndOtherServicesAreNotTold() throws {
        func event(_ labels: [String: String]) -> EngineEvent {
            let attributes = ["name": "p-web-1", "mine": "1"].merging(labels) { $1 }
            return EngineEvent(
                type: .container,
                action: .start,
                actor: .init(id: "a1", attributes: attributes),
                timeNano: 1_500_000_000
            )
        }
        let web = event([ComposeLabel.service: "web", ComposeLabel.oneOff: "False"])
        let told = try #require(FollowEvents.event(web, of: []))
        #expect(told.service == "web" && told.container == "a1" && told.action == .start)
        #expect(told.attributes == ["name": "p-web-1", "mine": "1"])
        #expect(told.time == EngineTimestamp(seconds: 1, nanoseconds: 500_000_000))
        #expect(FollowEvents.event(web, of: ["db"]) == nil)
        #expect(FollowEvents.event(web, of: ["web"]) == told)
        #expect(FollowEvents.event(event([ComposeLabel.oneOff: "True"]), of: []) == nil)
    }

    @Test func memoryIsWithoutWhatOnlyCaches() {
        var statistics = ContainerStatistics()
        statistics.memory.usage = 100
        statistics.memory.limit = 400
        #expect(ContainerUsage.Figures(statistics).memoryShare == 25)
        statistics.memory.counters = ["inactive_file": 20]
        #expect(ContainerUsage.Figures(statistics).memory == 80)
        statistics.memory.counters = ["total_inactive_file": 30, "inactive_file": 20]
        #expect(ContainerUsage.Figures(statistics).memory == 70)
        statistics.memory.counters = ["inactive_file": 200]
        #expect(ContainerUsage.Figures(statistics).memory == 100)
    }

    @Test func theShareOfTheProcessorsNeedsTwoLooks() {
        var statistics = ContainerStatistics()
        #expect(ContainerUsage.Figures(statistics).processorShare == 0)
        statistics.processors.usage.total = 50
        statistics.processors.system = 1_000
        #expect(ContainerUsage.Figures(statistics).processorShare == nil)
        statistics.earlierProcessors.system = 900
        statistics.earlierProcessors.usage.total = 25
        statistics.processors.usage.each = [1, 2, 3, 4]
        #expect(ContainerUsage.Figures(statistics).processorShare == 100)
        statistics.blocks.bytes = [
            .init(operation: "Read", value: 3), .init(operation: "write", value: 4), .init(operation: "Sync", value: 9),
        ]
        let figures = ContainerUsage.Figures(statistics)
        #expect(figures.read == 3 && figures.written == 4)
    }

    @Test func containersComeAndGoOnTheBoard() {
        let figures = ContainerUsage.Figures(ContainerStatistics())
        var board = UsageBoard(includesStopped: false)
        let isRead = board.add("a", named: "p-a-1")
        #expect(isRead)
        #expect(!board.isComplete)
        board.update("a", figures)
        #expect(board.isComplete)
        let isCreatedRead = board.note(.create, of: "b", named: "p-b-1")
        #expect(!isCreatedRead)
        let isNew = [board.note(.start, of: "b", named: "p-b-1"), board.note(.start, of: "b", named: "p-b-1")]
        #expect(isNew == [true, false])
        #expect(board.rows.map(\.name) == ["p-a-1", "p-b-1"])
        let isDeadRead = board.note(.die, of: "a", named: "p-a-1")
        #expect(!isDeadRead)
        board.update("a", figures)
        #expect(board.rows.map(\.name) == ["p-b-1"])
        // Its statistics are still being read, and say something again.
        let isAgainRead = board.note(.start, of: "a", named: "p-a-1")
        #expect(!isAgainRead)
        #expect(board.rows.map(\.name) == ["p-b-1", "p-a-1"])
        board.end("a")
        #expect(board.rows.map(\.name) == ["p-b-1"])
        let isReadAnew = board.note(.start, of: "a", named: "p-a-1")
        #expect(isReadAnew)
        var all = UsageBoard(includesStopped: true)
        let isCreated = all.note(.create, of: "c", named: "p-c-1")
        #expect(isCreated)
        let isDead = all.note(.die, of: "c", named: "p-c-1")
        #expect(!isDead)
        #expect(all.rows.count == 1)
        let isDestroyed = all.note(.destroy, of: "c", named: "p-c-1")
        #expect(!isDestroyed)
        #expect(all.rows.isEmpty)
    }
}
