import ComposeModel
import EngineAPI
import Reconciliation
import Testing

/// `down SERVICE`, `up --no-start`, and what becomes of dependencies.
@Suite struct PartialTeardownTests {
    private static let text = """
        services:
          app: {image: a, depends_on: [db], networks: [front, back]}
          db: {image: d, networks: [back]}
          other: {image: o, networks: [front], volumes: ['data:/data']}
        networks: {front: {}, back: {}}
        volumes: {data: {}, unmounted: {}}
        """

    private func plan(_ services: [ServiceName], volumes: Bool = false) throws -> String {
        var fixture = try PlanFixture(Self.text)
        try fixture.carryOut()
        var options = TeardownOptions()
        options.services = Set(services)
        options.removesVolumes = volumes
        return Teardown(of: "shop", project: fixture.project, observed: fixture.observed, options: options).plan().text
    }

    @Test func whatDependsOnAServiceGoesWithItAndWhatOthersUseStays() throws {
        #expect(
            try plan(["db"], volumes: true) == """
                1. stop container shop-app-1  # the project goes down
                2. remove container shop-app-1 after 1  # the project goes down
                3. stop container shop-db-1 after 1  # the project goes down
                4. remove container shop-db-1 after 3  # the project goes down
                5. remove network shop_back after 2, 4  # the project goes down
                """
        )
    }

    @Test func aServiceThatNothingDependsOnGoesAlone() throws {
        #expect(
            try plan(["app"]) == """
                1. stop container shop-app-1  # the project goes down
                2. remove container shop-app-1 after 1  # the project goes down
                """
        )
    }

    @Test func withoutStartsThePlanOnlyCreates() throws {
        var fixture = try PlanFixture("services: {app: {image: a, depends_on: [db]}, db: {image: d}}")
        let plan = try fixture.outcome().plan.onlyCreating
        #expect(!plan.text.contains("start container"))
        #expect(plan.text.contains("create container shop-app-1") && plan.text.contains("create container shop-db-1"))
        fixture.carryOut(plan.steps)
        #expect(try fixture.outcome().plan.onlyCreating.isEmpty)
    }

    @Test func dependenciesAreReplacedWhenAskedAndNeverWhenNothingMayBe() throws {
        var fixture = try PlanFixture("services: {app: {image: a, depends_on: [db]}, db: {image: d}}")
        try fixture.carryOut()
        fixture.options.services = ["app"]
        #expect(try fixture.plan() == "")
        fixture.options.recreatesDependencies = true
        #expect(try fixture.plan().contains("shop-db-1"))
        fixture.options.recreatesDependencies = false
        fixture.options.recreation = .never
        fixture.observed.images["d"] = "sha256:newer"
        #expect(try fixture.plan() == "")
    }
}
