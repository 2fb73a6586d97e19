import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// Plans for starts.
@Suite struct StartPlannerTests {
    private static let text = """
        services:
          web:
            image: web
            network_mode: none
            depends_on: {db: {condition: service_healthy}, seed: {condition: service_completed_successfully}, log: {}}
          db: {image: db, network_mode: none, healthcheck: {test: [CMD, "true"]}}
          seed: {image: seed, network_mode: none}
          log: {image: log, network_mode: none}
          other: {image: other, network_mode: none}
        """

    /// A project that ran and was stopped; its job has ended with 0.
    private func fixture() throws -> PlanFixture {
        var fixture = try PlanFixture(Self.text.replacing("log: {}", with: "log: {condition: service_started}"))
        try fixture.carryOut()
        for name in fixture.observed.containers.map(\.name) {
            fixture.change(name) { $0.state = .exited(code: name == "shop-seed-1" ? 0 : 143) }
        }
        return fixture
    }

    private func text(
        _ fixture: PlanFixture,
        _ services: [ServiceName] = [],
        files: Bool = true,
        waits: Bool = false
    ) throws -> String {
        try StartPlanner(try fixture.selection(services, files: files), waits: waits, toolVersion: "test").plan().text
    }

    @Test(arguments: [true, false]) func dependenciesStartFirstAndAreWaitedForAsTheServiceAsks(files: Bool) throws {
        #expect(
            try text(try fixture(), ["web"], files: files) == """
                1. start container shop-db-1  # it does not run
                2. start container shop-log-1  # it does not run
                3. start container shop-seed-1  # it does not run
                4. wait until container shop-db-1 is healthy after 1  # 'web' depends on it
                5. wait until container shop-seed-1 is completed successfully after 3  # 'web' depends on it
                6. start container shop-web-1 after 2, 4, 5  # it does not run
                """
        )
    }

    @Test func aJobThatIsDoneStaysDoneWhenNothingWaitsForIt() throws {
        var fixture = try fixture()
        fixture.change("shop-web-1") { $0.state = .running(.none) }
        #expect(
            try text(fixture) == """
                1. start container shop-db-1  # it does not run
                2. start container shop-log-1  # it does not run
                3. start container shop-other-1  # it does not run
                """
        )
        #expect(try text(fixture, ["seed"]) == "1. start container shop-seed-1  # it does not run")
    }

    @Test func whatIsBeingStoppedStartsOnceItHasEnded() throws {
        var fixture = try fixture()
        fixture.change("shop-other-1") { $0.state = .ending }
        #expect(
            try text(fixture, ["other"]) == """
                1. stop container shop-other-1  # it is being stopped
                2. start container shop-other-1 after 1  # it is being stopped
                """
        )
    }

    @Test func whatRunsStaysAsItIs() throws {
        var fixture = try fixture()
        for name in ["shop-db-1", "shop-log-1", "shop-web-1"] {
            fixture.change(name) { $0.state = .running(name == "shop-db-1" ? .healthy : .none) }
        }
        #expect(try text(fixture, ["web"]) == "")
        fixture.change("shop-web-1") { $0.state = .paused }
        #expect(try text(fixture, ["web"]) == "")
    }

    @Test func whatWasOnlyCreatedSaysSo() throws {
        var fixture = try fixture()
        fixture.change("shop-other-1") { $0.state = .created }
        #expect(try text(fixture, ["other"]) == "1. start container shop-other-1  # it was never started")
    }

    @Test func waitingIsForTheServicesThatWereNamed() throws {
        #expect(
            try text(try fixture(), ["other", "seed"], waits: true) == """
                1. start container shop-other-1  # it does not run
                2. start container shop-seed-1  # it does not run
                3. wait until container shop-other-1 is running or healthy after 1  # readiness was asked for
                4. wait until container shop-seed-1 is completed successfully after 2  # readiness was asked for
                """
        )
    }

    @Test func aServiceThatWasNamedNeedsAContainer() throws {
        var fixture = try fixture()
        fixture.observed.containers.removeAll { $0.service == "other" }
        #expect(throws: ReconciliationError.noContainer("other")) { try text(fixture, ["other"]) }
        #expect(try text(fixture).contains("shop-web-1"))
        fixture.observed.containers = []
        let error = #expect(throws: ReconciliationError.self) { try text(fixture) }
        #expect(error?.description == "service 'db' has no container")
        #expect(error?.hint == "create one with")
        #expect(error?.command == ["up", "-d", "db"])
    }

    @Test func hooksRunOnceMoreBeforeTheStart() throws {
        var fixture = try PlanFixture(
            """
            services:
              web:
                image: web
                network_mode: none
                scale: 2
                environment: {A: a}
                pre_start: [{command: first}, {command: each, per_replica: true}]
            """
        )
        fixture.project.services["web"]?.environment["URL"] = "provided"
        fixture.project.services["web"]?.providedVariables = ["db": ["URL"]]
        try fixture.carryOut()
        fixture.project.services["web"]?.environment["URL"] = nil
        fixture.change("shop-web-1") { $0.state = .exited(code: 0) }
        #expect(
            try text(fixture) == """
                1. run pre_start[1] before container shop-web-1  # it does not run
                2. start container shop-web-1 after 1  # it does not run
                """
        )
        fixture.change("shop-web-2") { $0.state = .exited(code: 0) }
        #expect(
            try text(fixture) == """
                1. run pre_start[0], pre_start[1] before container shop-web-1  # it does not run
                2. start container shop-web-1 after 1  # it does not run
                3. run pre_start[1] before container shop-web-2 after 1  # it does not run
                4. start container shop-web-2 after 1, 3  # it does not run
                """
        )
        #expect(try text(fixture, files: false).hasPrefix("1. start container shop-web-1  #"))
        let plan = try StartPlanner(try fixture.selection(), toolVersion: "test").plan()
        let runs = plan.steps.compactMap { step in
            if case .runPreStart(let run) = step.operation { run } else { nil }
        }
        #expect(runs.first?.hooks.first?.request.config.env == ["A=a", "URL=provided"])
    }

    @Test func labelsThatContradictEachOtherKeepNothingFromStarting() throws {
        var fixture = try fixture()
        fixture.change("shop-other-1") { $0.labels[ComposeLabel.dependsOn] = "log:service_started:false" }
        fixture.change("shop-log-1") { $0.labels[ComposeLabel.dependsOn] = "other:service_started:false" }
        #expect(
            try text(fixture, ["log", "other"], files: false) == """
                1. start container shop-log-1  # it does not run
                2. start container shop-other-1 after 1  # it does not run
                """
        )
    }
}
