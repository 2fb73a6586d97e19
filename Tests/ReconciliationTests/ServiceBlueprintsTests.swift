import ComposeModel
import OrderedCollections
import Reconciliation
import Testing

/// A plan is the same whether the blueprints of its services were made before it or with it.
@Suite struct ServiceBlueprintsTests {
    private static let text = """
        services:
          db: {image: db}
          web: {image: web, depends_on: [db], environment: {A: "1"}}
          job: {image: job, network_mode: "service:web"}
        """

    private func outcome(_ fixture: PlanFixture, knowing names: [ServiceName]) throws -> Reconciler.Outcome {
        var blueprints = ServiceBlueprints()
        for service in names.compactMap({ fixture.project.services[$0] }) {
            var one = ServiceBlueprints()
            one.add(service, in: fixture.project)
            blueprints.add(one)
        }
        return try Reconciler(
            fixture.project,
            observed: fixture.observed,
            options: fixture.options,
            selection: try fixture.options.selection(of: fixture.project),
            blueprints: blueprints
        )
        .reconcile()
    }

    @Test(arguments: [[], ["web"], ["db", "job"], ["db", "web", "job"]] as [[ServiceName]])
    func thePlanIsTheSame(names: [ServiceName]) throws {
        var fixture = try PlanFixture(Self.text)
        #expect(try outcome(fixture, knowing: names) == fixture.outcome())
        try fixture.carryOut()
        #expect(try outcome(fixture, knowing: names).plan.isEmpty)
        // What uses the container of another service is replaced with it, although it is not asked for.
        fixture.project.services["web"]?.user = "root"
        fixture.options.services = ["web"]
        let following = try outcome(fixture, knowing: names)
        #expect(try fixture.outcome() == following)
        #expect(following.plan.text.contains("user: unset → root"))
    }

    @Test func allThatIsRefusedIsSaidInTheOrderOfTheServices() throws {
        let fixture = try PlanFixture(
            """
            services:
              one: {image: a, ports: ["81:81"], scale: 2}
              two: {image: a, secrets: [missing]}
              three: {image: a, secrets: [missing], ports: ["80:80"], scale: 2}
            secrets: {missing: {environment: MISSING}}
            """
        )
        let error = try #require(throws: ReconciliationError.self) { try fixture.outcome() }
        #expect(error.each.count > 1)
        #expect(throws: error) { try outcome(fixture, knowing: ["one", "two", "three"]) }
        #expect(throws: error) { try outcome(fixture, knowing: ["three"]) }
    }
}
