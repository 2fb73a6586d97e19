import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// Plans for images, and for taking a project down.
@Suite struct ImageAndTeardownTests {
    @Test func missingImagesArePulledOnceOrBuilt() throws {
        let fixture = try PlanFixture(
            """
            services:
              a: {image: same}
              b: {image: same}
              c: {build: .}
              d: {image: there}
            """
        )
        let observed = ObservedState(images: ["there": "sha256:1"])
        #expect(
            try fixture.imagePlan(observed: observed).text == """
                1. pull image same  # it does not exist
                2. build image shop-c of service c  # it does not exist
                """
        )
        #expect(try fixture.imagePlan().isEmpty)
        #expect(
            try fixture.imagePlan(building: .always).text
                == "1. build image shop-c of service c  # building was asked for"
        )
    }

    @Test func anImageThatIsOlderThanItsFilesIsBuiltUnlessBuildingIsForbidden() throws {
        let fixture = try PlanFixture("services: {c: {build: .}, d: {build: .}}")
        func plan(_ building: ImageReconciler.Building) throws -> String {
            try fixture.imagePlan(building: building, outdated: ["c": "'version' changed since it was built"]).text
        }
        #expect(try plan(.whenMissing) == "1. build image shop-c of service c  # 'version' changed since it was built")
        #expect(try plan(.never) == "")
    }

    @Test func containersGoAfterThoseThatDependOnThemAndNetworksLast() throws {
        var fixture = try PlanFixture(
            """
            services:
              web: {image: web, depends_on: [db]}
              db: {image: db, volumes: ["data:/data"]}
            volumes: {data: {}}
            """
        )
        try fixture.carryOut()
        fixture.observed.networks["bridge"] = ObservedNetwork()
        var options = TeardownOptions()
        options.removesVolumes = true
        let plan = Teardown(of: "shop", project: fixture.project, observed: fixture.observed, options: options).plan()
        #expect(
            plan.text == """
                1. stop container shop-web-1  # the project goes down
                2. remove container shop-web-1 after 1  # the project goes down
                3. stop container shop-db-1 after 1  # the project goes down
                4. remove container shop-db-1 after 3  # the project goes down
                5. remove network shop_default after 2, 4  # the project goes down
                6. remove volume shop_data after 2, 4  # volumes go too
                """
        )
    }

    @Test func orphansAreReportedOrRemoved() throws {
        var fixture = try PlanFixture("services: {web: {image: web, network_mode: none}}")
        try fixture.carryOut()
        fixture.change("shop-web-1") { $0.service = "old" }
        fixture.change("shop-web-1") { $0.name = "shop-old-1" }
        #expect(
            try fixture.outcome().warnings == [
                "found orphan containers (shop-old-1) of services that the project does not have; remove them with '--remove-orphans'"
            ]
        )
        fixture.options.orphans = .remove
        #expect(try fixture.plan().contains("remove container shop-old-1"))
    }
}
