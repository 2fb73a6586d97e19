import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// Plans for projects of which nothing exists yet.
@Suite struct FreshStartTests {
    @Test func createsAtOnceAndStartsWhenDependenciesAreReady() throws {
        let fixture = try PlanFixture(
            """
            services:
              web:
                image: web
                depends_on: [api]
              api:
                image: api
                depends_on:
                  db: {condition: service_healthy}
              db:
                image: db
                volumes: ["data:/data"]
                healthcheck: {test: ["CMD", "true"]}
            volumes: {data: {}}
            """
        )
        #expect(
            try fixture.plan() == """
                1. create network shop_default  # it does not exist
                2. create volume shop_data  # it does not exist
                3. create container shop-db-1 after 1, 2  # it does not exist
                4. start container shop-db-1 after 3  # it does not exist
                5. wait until container shop-db-1 is healthy after 4  # 'api' depends on it
                6. create container shop-api-1 after 1  # it does not exist
                7. start container shop-api-1 after 5, 6  # it does not exist
                8. create container shop-web-1 after 1  # it does not exist
                9. start container shop-web-1 after 7, 8  # it does not exist
                """
        )
    }

    @Test func aJobIsWaitedForUntilItSucceeded() throws {
        let fixture = try PlanFixture(
            """
            services:
              app:
                image: app
                network_mode: none
                depends_on:
                  migrate: {condition: service_completed_successfully}
              migrate: {image: app, network_mode: none}
            """
        )
        #expect(
            try fixture.plan() == """
                1. create container shop-migrate-1  # it does not exist
                2. start container shop-migrate-1 after 1  # it does not exist
                3. wait until container shop-migrate-1 is completed successfully after 2  # 'app' depends on it
                4. create container shop-app-1  # it does not exist
                5. start container shop-app-1 after 3, 4  # it does not exist
                """
        )
    }

    @Test func oneWaitServesAllDependents() throws {
        let fixture = try PlanFixture(
            """
            services:
              a: {image: a, network_mode: none, depends_on: {db: {condition: service_healthy}}}
              b: {image: b, network_mode: none, depends_on: {db: {condition: service_healthy, required: false}}}
              db: {image: db, network_mode: none, healthcheck: {test: ["CMD", "true"]}}
            """
        )
        let waits = try fixture.outcome().plan.steps.compactMap { step in
            if case .awaitReadiness(let wait) = step.operation { wait } else { nil }
        }
        #expect(waits.count == 1)
        #expect(waits.first?.dependents == ["a", "b"])
        #expect(waits.first?.isRequired == true)
    }

    @Test func replicasAreNumberedFromOne() throws {
        let fixture = try PlanFixture("services: {w: {image: w, network_mode: none, scale: 2}}")
        #expect(
            try fixture.plan() == """
                1. create container shop-w-1  # it does not exist
                2. start container shop-w-1 after 1  # it does not exist
                3. create container shop-w-2  # it does not exist
                4. start container shop-w-2 after 3  # it does not exist
                """
        )
    }

    @Test func furtherNetworksAreJoinedBeforeTheStart() throws {
        let fixture = try PlanFixture(
            """
            services:
              app: {image: app, networks: {front: {priority: 1}, back: {}}}
            networks: {front: {}, back: {}}
            """
        )
        #expect(
            try fixture.plan() == """
                1. create network shop_back  # it does not exist
                2. create network shop_front  # it does not exist
                3. create container shop-app-1 after 2  # it does not exist
                4. connect container shop-app-1 to network shop_back after 1, 3  # it does not exist
                5. start container shop-app-1 after 3, 4  # it does not exist
                """
        )
    }

    @Test func onlyWhatIsAskedForAndWhatItNeedsIsStarted() throws {
        var fixture = try PlanFixture(
            """
            services:
              web: {image: web, network_mode: none, depends_on: [api]}
              api: {image: api, network_mode: none, depends_on: [db]}
              db: {image: db, network_mode: none}
            """
        )
        fixture.options.services = ["api"]
        #expect(try fixture.outcome().services == ["db", "api"])
        fixture.options.includesDependencies = false
        #expect(try fixture.outcome().services == ["api"])
    }

    @Test func aServiceThatIsNamedCountsAsEnabled() throws {
        var fixture = try PlanFixture(
            """
            services:
              app: {image: app, network_mode: none}
              tool: {image: tool, network_mode: none, profiles: [tools]}
            """
        )
        #expect(try fixture.outcome().services == ["app"])
        fixture.options.services = ["tool"]
        fixture.observed.images["tool"] = "sha256:tool"
        #expect(try fixture.outcome().services == ["tool"])
    }

    @Test func waitingForAllWaitsForEachContainer() throws {
        var fixture = try PlanFixture("services: {a: {image: a, network_mode: none}}")
        fixture.options.waiting = .forAll(required: true)
        #expect(
            try fixture.plan() == """
                1. create container shop-a-1  # it does not exist
                2. start container shop-a-1 after 1  # it does not exist
                3. wait until container shop-a-1 is running or healthy after 2  # readiness was asked for
                """
        )
    }

    @Test func aSharedNetworkNamespaceNeedsItsOwnerRunningAtCreation() throws {
        let fixture = try PlanFixture(
            """
            services:
              vpn: {image: vpn, network_mode: none}
              app: {image: app, network_mode: "service:vpn"}
            """
        )
        let plan = try fixture.outcome().plan
        #expect(
            plan.text == """
                1. create container shop-vpn-1  # it does not exist
                2. start container shop-vpn-1 after 1  # it does not exist
                3. create container shop-app-1 after 2  # it does not exist
                4. start container shop-app-1 after 2, 3  # it does not exist
                """
        )
        guard case .createContainer(let create) = plan.step(3)?.operation else {
            Issue.record("step 3 creates no container")
            return
        }
        #expect(create.request.hostConfig.networkMode == "container:shop-vpn-1")
    }
}
