import ComposeModel
import EngineAPI
import OrderedCollections
@testable import Reconciliation
import Testing

/// Hooks that run before containers start.
@Suite struct PreStartTests {
    private static func text(_ hooks: String, scale: Int = 1) -> String {
        "services: {web: {image: web, network_mode: none, scale: \(scale), pre_start: [\(hooks)]}}"
    }

    @Test func hooksRunBetweenCreationAndStart() throws {
        let fixture = try PlanFixture(Self.text("{command: a}, {command: b}"))
        #expect(
            try fixture.plan() == """
                1. create container shop-web-1  # it does not exist
                2. run pre_start[0], pre_start[1] before container shop-web-1 after 1  # it does not exist
                3. start container shop-web-1 after 1, 2  # it does not exist
                """
        )
        #expect(try fixture.outcome().plan.onlyCreating.text == "1. create container shop-web-1  # it does not exist")
    }

    @Test func hooksOfTheServiceRunOnceAndThoseOfEachContainerForEach() throws {
        var fixture = try PlanFixture(Self.text("{command: a}, {command: b, per_replica: true}", scale: 2))
        #expect(
            try fixture.plan() == """
                1. create container shop-web-1  # it does not exist
                2. run pre_start[0], pre_start[1] before container shop-web-1 after 1  # it does not exist
                3. start container shop-web-1 after 1, 2  # it does not exist
                4. create container shop-web-2  # it does not exist
                5. run pre_start[1] before container shop-web-2 after 2, 4  # it does not exist
                6. start container shop-web-2 after 4, 5  # it does not exist
                """
        )
        try fixture.carryOut()
        #expect(try fixture.plan() == "")
        fixture.options.scale = ["web": 3]
        #expect(
            try fixture.plan() == """
                1. create container shop-web-3  # it does not exist
                2. run pre_start[1] before container shop-web-3 after 1  # it does not exist
                3. start container shop-web-3 after 1, 2  # it does not exist
                """
        )
    }

    @Test func everyContainerStartsAfterTheHooksOfTheService() throws {
        let fixture = try PlanFixture(Self.text("{command: a}", scale: 2))
        #expect(try fixture.plan().hasSuffix("5. start container shop-web-2 after 2, 4  # it does not exist"))
    }

    @Test func aChangedHookReplacesTheContainerAndRunsAgain() throws {
        var running = try PlanFixture(Self.text("{command: secret-a}"))
        try running.carryOut()
        var changed = try PlanFixture(Self.text("{command: secret-b}"))
        changed.observed = running.observed
        let plan = try changed.plan()
        #expect(plan.hasPrefix("1. create container 0123456789ab_shop-web-1  # pre_start changed\n"))
        #expect(plan.contains(". run pre_start[0] before container shop-web-1 after 4  # pre_start changed\n"))
        #expect(!plan.contains("secret-"))
    }

    @Test func aHookSeesTheServicesVariablesVolumesAndNetworks() throws {
        let fixture = try PlanFixture(
            """
            services:
              web:
                image: web
                environment: {A: a}
                networks: [front, back]
                pre_start: [{command: [x, y], image: tools, user: u, working_dir: /w, privileged: true, environment: {B: b}}]
            networks: {front: {}, back: {}}
            """
        )
        let runs = try fixture.outcome().plan.steps.compactMap { step in
            if case .runPreStart(let run) = step.operation { run } else { nil }
        }
        let run = try #require(runs.first)
        let request = try #require(run.hooks.first?.request)
        #expect(request.config.image == "tools" && request.config.cmd == ["x", "y"])
        #expect(request.config.user == "u" && request.config.workingDir == "/w" && request.hostConfig.privileged)
        #expect(request.config.env == ["A=a", "B=b"])
        #expect(request.hostConfig.volumesFrom == ["shop-web-1"])
        #expect(request.hostConfig.networkMode == "shop_back" && Set(request.networks.keys) == ["shop_back"])
        #expect(run.furtherNetworks == ["shop_front"])
        let labels = ComposeLabels(request.config.labels)
        #expect(labels.hook == "pre_start" && labels.isOneOff && labels.service == "web")
        #expect(
            try fixture.imagePlan().text == "1. pull image tools  # 'web' needs it, and it does not exist"
        )
    }
}
