import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// Containers that use the namespaces or volumes of others go with them.
@Suite struct ParentTests {
    private static let attributes = [
        "network_mode: 'service:base'", "network_mode: none, pid: 'service:base'",
        "network_mode: none, ipc: 'service:base'", "network_mode: none, volumes_from: [base]",
    ]

    private func fixture(_ attribute: String) throws -> PlanFixture {
        try PlanFixture("services: {base: {image: b, network_mode: none}, user: {image: u, \(attribute)}}")
    }

    private func name(_ attribute: String) -> String {
        String(attribute.replacing("network_mode: none, ", with: "").prefix { $0 != ":" })
    }

    @Test(arguments: attributes) func whoUsesAReplacedContainerIsReplaced(attribute: String) throws {
        var fixture = try fixture(attribute)
        try fixture.carryOut()
        #expect(try fixture.plan() == "")
        fixture.observed.images["b"] = "sha256:new"
        let cause = "its '\(name(attribute))' is that of 'base', which gets a new container"
        #expect(try fixture.plan().contains("create container 0123456789ab_shop-user-1 after 5  # \(cause)"))
        // Whoever names only the one means the other, too.
        fixture.options.services = ["base"]
        let outcome = try fixture.outcome()
        #expect(outcome.plan.text.contains("# \(cause)"))
        #expect(outcome.services == ["base"])
        try fixture.carryOut()
        #expect(try fixture.plan() == "")
    }

    @Test(arguments: attributes) func whoUsesAContainerThatIsGoneIsReplaced(attribute: String) throws {
        var fixture = try fixture(attribute)
        try fixture.carryOut()
        fixture.observed.containers.removeAll { $0.service == "base" }
        #expect(try fixture.plan().contains("# its '\(name(attribute))' is that of 'base', which gets a new container"))
    }

    @Test func aFurtherContainerOfTheOtherChangesNothing() throws {
        var fixture = try fixture("network_mode: none, pid: 'service:base'")
        try fixture.carryOut()
        fixture.options.scale = ["base": 2]
        #expect(!(try fixture.plan()).contains("shop-user-1"))
    }

    @Test func whoUsesAContainerThatWasReplacedMeanwhileIsReplaced() throws {
        var fixture = try fixture("network_mode: 'service:base'")
        try fixture.carryOut()
        fixture.change("shop-user-1") { $0.definition?.hostConfig.networkMode = "container:another" }
        #expect(
            try fixture.plan().contains("# its 'network_mode' is that of a container of 'base' that is gone")
        )
        let base = try #require(fixture.observed.containers.first { $0.service == "base" })
        fixture.change("shop-user-1") { $0.definition?.hostConfig.networkMode = "container:\(base.id.rawValue)" }
        #expect(try fixture.plan() == "")
    }

    @Test(arguments: attributes) func withoutTheOtherNothingIsStarted(attribute: String) throws {
        var fixture = try fixture(attribute)
        fixture.options.services = ["user"]
        fixture.options.includesDependencies = false
        let attribute = name(attribute)
        let error = ReconciliationError.parentMissing(
            service: "user",
            attribute: attribute,
            parent: "base",
            isStopped: false
        )
        #expect(throws: error) { try fixture.outcome() }
        let shared = ["network_mode": "network namespace", "pid": "PID namespace", "ipc": "IPC namespace"][attribute]
        let refusal = "service 'user' cannot share \(shared ?? "volume") with service base"
        #expect(error.description == "\(refusal): container missing")
        #expect(error.hint == "leave '--no-deps' out, or first run" && error.command == ["up", "base"])
        #expect(error.path == ["services", "user", attribute])
        var base = try self.fixture(attribute == "network_mode" ? "network_mode: none" : "network_mode: host")
        base.options.services = ["base"]
        try base.carryOut()
        fixture.observed.containers = base.observed.containers
        #expect(try fixture.plan().contains("start container shop-user-1"))
        fixture.change("shop-base-1") { $0.state = .exited(code: 0) }
        if attribute == "volumes_from" {
            #expect(try fixture.plan().contains("start container shop-user-1"))
        } else {
            let stopped = ReconciliationError.parentMissing(
                service: "user",
                attribute: attribute,
                parent: "base",
                isStopped: true
            )
            #expect(throws: stopped) { try fixture.outcome() }
            #expect(stopped.description == "\(refusal): container not running")
        }
    }

    @Test(arguments: attributes) func whatRunsIsRefusedOnlyWhenTheOtherIsGone(attribute: String) throws {
        var fixture = try fixture(attribute)
        try fixture.carryOut()
        fixture.options.services = ["user"]
        fixture.options.includesDependencies = false
        fixture.change("shop-base-1") { $0.state = .exited(code: 0) }
        #expect(try fixture.plan() == "")
        fixture.observed.containers.removeAll { $0.service == "base" }
        let error = ReconciliationError.parentMissing(
            service: "user",
            attribute: name(attribute),
            parent: "base",
            isStopped: false
        )
        #expect(throws: error) { try fixture.outcome() }
    }
}
