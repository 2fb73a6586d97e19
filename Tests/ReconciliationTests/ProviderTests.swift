import ComposeModel
import EngineAPI
import OrderedCollections
@testable import Reconciliation
import Testing

/// Services that programs manage in place of containers.
@Suite struct ProviderTests {
    private static let text = """
        services:
          app: {image: app, network_mode: none, depends_on: [database]}
          database: {provider: {type: awesomecloud, options: {size: 10}}, depends_on: [account]}
          account: {provider: {type: awesomecloud}}
        """

    @Test func providersAreAskedInTheirOrderAndMakeNoContainers() throws {
        let fixture = try PlanFixture(Self.text)
        let services = try ServiceSelection([], of: fixture.project).services
        #expect(
            ProviderPlanner(fixture.project).start(services).text == """
                1. run provider awesomecloud up for service account  # a provider manages it
                2. run provider awesomecloud up for service database after 1  # a provider manages it
                """
        )
        #expect(
            try fixture.plan() == """
                1. create container shop-app-1  # it does not exist
                2. start container shop-app-1 after 1  # it does not exist
                """
        )
    }

    @Test func theyAreStoppedAndRemovedAfterWhatDependsOnThem() throws {
        var fixture = try PlanFixture(Self.text)
        try fixture.carryOut()
        let stop = StopPlanner(try fixture.selection(["app", "database"]), timeout: nil)
        #expect(
            stop.plan().text == """
                1. stop container shop-app-1  # the services are stopped
                2. run provider awesomecloud stop for service database after 1  # the services are stopped
                """
        )
        let down = Teardown(
            of: "shop",
            project: fixture.project,
            observed: fixture.observed,
            options: TeardownOptions()
        )
        #expect(
            down.plan().text == """
                1. stop container shop-app-1  # the project goes down
                2. remove container shop-app-1 after 1  # the project goes down
                3. run provider awesomecloud down for service database after 2  # the project goes down
                4. run provider awesomecloud down for service account after 2, 3  # the project goes down
                """
        )
        var options = TeardownOptions()
        options.services = ["app"]
        let partial = Teardown(of: "shop", project: fixture.project, observed: fixture.observed, options: options)
        #expect(!partial.plan().text.contains("provider"))
    }

    @Test func namesOfProvidedVariablesAreKeptOnTheContainer() throws {
        var fixture = try PlanFixture("services: {app: {image: app, network_mode: none}}")
        fixture.project.services["app"]?.environment = ["DB_URL": "secret-url", "RAW": "secret-raw"]
        fixture.project.services["app"]?.providedVariables = ["db": ["DB_URL", "RAW"]]
        try fixture.carryOut()
        let labels = try #require(fixture.observed.containers.first?.compose)
        #expect(labels.providedVariables == ["db": ["DB_URL", "RAW"]])
        #expect(!labels.all.values.joined().contains("secret-"))
    }

    @Test func whatContainersAProviderDependsOnComesBefore() throws {
        let fixture = try PlanFixture(
            """
            services:
              app: {image: app, depends_on: [tunnel]}
              tunnel: {provider: {type: x}, depends_on: {db: {condition: service_healthy}}}
              db: {image: db}
            """
        )
        let planner = ProviderPlanner(fixture.project)
        let services = try ServiceSelection([], of: fixture.project).services
        #expect(planner.containersBefore(services).services == ["db"] && planner.containersBefore(services).waits)
    }

    @Test func modelsArePreparedOnceAndNamedByVariables() throws {
        let fixture = try PlanFixture(
            """
            services:
              a: {image: a, models: [big-one]}
              b: {image: b, models: {big-one: {endpoint_var: URL, model_var: NAME}}}
              c: {image: c}
            models: {big-one: {model: ai/big}, unused: {model: ai/unused}}
            """
        )
        let services = Array(fixture.project.services.values)
        #expect(
            ProviderPlanner(fixture.project).start(services).text == "1. prepare model ai/big  # a service uses it"
        )
        let variables = services.map { ModelVariables.of($0, in: fixture.project, endpoint: "http://x") }
        #expect(
            variables == [
                ["BIG_ONE_MODEL": "ai/big", "BIG_ONE_URL": "http://x"], ["NAME": "ai/big", "URL": "http://x"], [:],
            ]
        )
    }
}
