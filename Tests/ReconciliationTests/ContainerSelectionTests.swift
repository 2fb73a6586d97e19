import ComposeModel
import Reconciliation
import Testing

/// Which containers the verbs of a project's life work on, by the plans that stop them.
@Suite struct ContainerSelectionTests {
    private static let text = """
        services:
          web: {image: web, network_mode: none, depends_on: [db], pre_stop: [{command: [flush]}]}
          db: {image: db, network_mode: none}
          debug: {image: debug, network_mode: none, profiles: [debug], pre_stop: [{command: [flush]}]}
        """

    /// A project all of whose services run, seen without its profile.
    private func fixture() throws -> PlanFixture {
        var running = try PlanFixture(Self.text, profiles: ["debug"])
        try running.carryOut()
        var fixture = try PlanFixture(Self.text)
        fixture.observed = running.observed
        return fixture
    }

    private func stops(_ fixture: PlanFixture, _ services: [ServiceName] = [], files: Bool = true) throws -> [String] {
        try stopPlan(fixture, services, files: files).steps.map { $0.operation.description }.sorted()
    }

    private func stopPlan(_ fixture: PlanFixture, _ services: [ServiceName], files: Bool) throws -> Plan {
        StopPlanner(try fixture.selection(services, files: files), timeout: nil).plan()
    }

    @Test func profilesThatAreNotEnabledAreStoppedToo() throws {
        #expect(
            try stops(try fixture())
                == ["stop container shop-db-1", "stop container shop-debug-1", "stop container shop-web-1"]
        )
    }

    @Test func theirHooksRunToo() throws {
        let plan = try stopPlan(try fixture(), ["debug"], files: true)
        let step = try #require(plan.steps.first)
        let hooks = if case .stopContainer(let stop) = step.operation { stop.hooks } else { [LifecycleHook]() }
        #expect(hooks.map(\.command) == [["flush"]])
    }

    @Test func whatTheProjectDoesNotHaveIsLeftAlone() throws {
        var fixture = try fixture()
        fixture.change("shop-debug-1") { $0.service = "former" }
        #expect(try stops(fixture) == ["stop container shop-db-1", "stop container shop-web-1"])
        #expect(
            try stops(fixture, files: false)
                == ["stop container shop-db-1", "stop container shop-debug-1", "stop container shop-web-1"]
        )
    }

    @Test func containersOfSingleCommandsAreLeftAlone() throws {
        var fixture = try fixture()
        fixture.change("shop-web-1") { $0.isOneOff = true }
        #expect(try stops(fixture, ["web"]) == [])
    }

    @Test func withoutFilesLabelsSayWhoStopsFirst() throws {
        #expect(
            try stopPlan(try fixture(), ["db", "web"], files: false).text == """
                1. stop container shop-web-1  # the services are stopped
                2. stop container shop-db-1 after 1  # the services are stopped
                """
        )
    }

    @Test func aServiceThatNobodyKnowsIsAnError() throws {
        let fixture = try fixture()
        for hasFiles in [true, false] {
            let error = #expect(throws: ReconciliationError.self) {
                try fixture.selection(["wbe"], files: hasFiles)
            }
            #expect(error?.description == "no such service: wbe")
            #expect(
                error?.hint
                    == (hasFiles ? "the project has 'db', 'web'" : "the project has 'db', 'debug', 'web'")
            )
        }
    }
}

extension PlanFixture {
    /// The containers of services.
    ///
    /// - Parameter files: whether the project's files are there.
    func selection(_ services: [ServiceName] = [], files: Bool = true) throws -> ContainerSelection {
        var observed = observed
        observed.containers.sort { ($0.service, $0.number) < ($1.service, $1.number) }
        return try ContainerSelection(services, of: project.name, project: files ? project : nil, observed: observed)
    }
}
