import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// Plans for projects that exist and changed.
@Suite struct ChangeTests {
    private static let text = """
        services:
          web: {image: web, depends_on: {api: {condition: service_started, restart: true}}}
          api:
            image: api
            environment: {DEBUG: "false", API_TOKEN: one}
            depends_on: {db: {condition: service_healthy}}
          db: {image: db, volumes: ["data:/data"], healthcheck: {test: ["CMD", "true"]}}
        volumes: {data: {}}
        """

    private func running() throws -> PlanFixture {
        var fixture = try PlanFixture(Self.text)
        try fixture.carryOut()
        return fixture
    }

    @Test func aSecondPlanIsEmpty() throws {
        #expect(try running().plan() == "")
    }

    @Test func aSecondPlanIsEmptyWhenAllAreWaitedFor() throws {
        var fixture = try running()
        fixture.options.waiting = .forAll(required: true)
        #expect(try fixture.plan() == "")
    }

    @Test func aChangedVariableIsNamedAndDependentsWithRestartComeBackAfterwards() throws {
        var fixture = try running()
        fixture.project.services["api"]?.environment["DEBUG"] = "true"
        let cause = "environment.DEBUG: false → true"
        #expect(
            try fixture.plan() == """
                1. stop container shop-web-1  # 'api', which it depends on, is recreated
                2. create container 0123456789ab_shop-api-1  # \(cause)
                3. stop container shop-api-1 after 1, 2  # \(cause)
                4. remove container shop-api-1 after 3  # \(cause)
                5. rename container 0123456789ab_shop-api-1 to shop-api-1 after 4  # \(cause)
                6. start container shop-api-1 after 5  # \(cause)
                7. start container shop-web-1 after 1, 6  # a service that it depends on was recreated
                """
        )
        try fixture.carryOut()
        #expect(try fixture.plan() == "")
    }

    @Test func anotherNameIsAnotherContainer() throws {
        var fixture = try PlanFixture("services: {web: {image: web, network_mode: none}}")
        try fixture.carryOut()
        let changes: [(name: String?, cause: String)] = [
            ("proxy", "shop-web-1 → proxy"), (nil, "proxy → shop-web-1"),
        ]
        for (name, cause) in changes {
            fixture.project.services["web"]?.containerName = name
            let wanted = name ?? "shop-web-1"
            let plan = try fixture.plan()
            #expect(
                plan.hasPrefix("1. create container 0123456789ab_\(wanted)  # container_name: \(cause)\n"),
                "\(plan)"
            )
            try fixture.carryOut()
            #expect(fixture.observed.containers.map(\.name) == [wanted])
            #expect(try fixture.plan() == "")
        }
        // What is made up in another form is kept.
        fixture.change("shop-web-1") { $0.name = "shop_web_1" }
        #expect(try fixture.plan() == "")
    }

    @Test func anImageThatIsMountedAndWasMadeAnewReplacesTheContainer() throws {
        var fixture = try PlanFixture(
            """
            services:
              web:
                image: web
                network_mode: none
                volumes: [{type: image, source: 'tools:1', target: /tools}, {type: image, source: web, target: /own}]
            """
        )
        fixture.observed.images["tools:1"] = "sha256:first"
        try fixture.carryOut()
        let label = fixture.observed.containers.first?.labels["dev.engarde.mounted"]
        #expect(label == "tools:1=sha256:first,web=sha256:web")
        #expect(try fixture.plan() == "")
        fixture.options.renewedImages = ["tools:1"]
        let preview = try fixture.plan()
        #expect(
            preview.hasPrefix(
                "1. create container 0123456789ab_shop-web-1  "
                    + "# image tools:1: first → the one that is made before, if it differs\n"
            ),
            "\(preview)"
        )
        fixture.options.renewedImages = []
        fixture.observed.images["tools:1"] = "sha256:second"
        let plan = try fixture.plan()
        #expect(
            plan.hasPrefix("1. create container 0123456789ab_shop-web-1  # image tools:1: first → second\n"),
            "\(plan)"
        )
        try fixture.carryOut()
        #expect(try fixture.plan() == "")
        // What another tool made does not tell which image it has.
        fixture.change("shop-web-1") { $0.labels["dev.engarde.mounted"] = nil }
        fixture.observed.images["tools:1"] = "sha256:third"
        #expect(try fixture.plan() == "")
    }

    @Test func secretValuesAreNotShown() throws {
        var fixture = try running()
        fixture.project.services["api"]?.environment["API_TOKEN"] = "two"
        let plan = try fixture.plan()
        #expect(plan.contains("environment.API_TOKEN changed"))
        #expect(!plan.contains("two"))
    }

    @Test func aNewImageRecreatesWhatRunsTheOldOne() throws {
        var fixture = try running()
        fixture.observed.images["web"] = "sha256:newer"
        #expect(try fixture.plan().contains("create container 0123456789ab_shop-web-1  # image web: web → newer"))
    }

    @Test func noRecreateLeavesChangesAlone() throws {
        var fixture = try running()
        fixture.project.services["api"]?.environment["DEBUG"] = "true"
        fixture.options.recreation = .never
        #expect(try fixture.plan() == "")
    }

    @Test func anEndedContainerIsStartedAgain() throws {
        var fixture = try running()
        fixture.change("shop-web-1") { $0.state = .exited(code: 137) }
        #expect(try fixture.plan() == "1. start container shop-web-1  # it exited with 137")
    }

    @Test func aContainerThatIsBeingStoppedIsStartedOnceItHasEnded() throws {
        var fixture = try running()
        fixture.change("shop-web-1") { $0.state = .ending }
        #expect(
            try fixture.plan() == """
                1. stop container shop-web-1  # it is being stopped
                2. start container shop-web-1 after 1  # it is being stopped
                """
        )
    }

    @Test func aDependencyThatIsNotHealthyIsWaitedForOnlyWhenSomethingHasToStart() throws {
        var fixture = try running()
        fixture.change("shop-db-1") { $0.state = .running(.starting) }
        #expect(try fixture.plan() == "")
        fixture.change("shop-api-1") { $0.state = .exited(code: 1) }
        #expect(
            try fixture.plan() == """
                1. wait until container shop-db-1 is healthy  # 'api' depends on it
                2. start container shop-api-1 after 1  # it exited with 1
                """
        )
    }

    @Test func scalingDownRemovesTheHighestNumbers() throws {
        var fixture = try PlanFixture("services: {w: {image: w, network_mode: none, scale: 3}}")
        try fixture.carryOut()
        fixture.options.scale = ["w": 1]
        #expect(
            try fixture.plan() == """
                1. stop container shop-w-2  # 1 is wanted
                2. remove container shop-w-2 after 1  # 1 is wanted
                3. stop container shop-w-3  # 1 is wanted
                4. remove container shop-w-3 after 3  # 1 is wanted
                """
        )
    }

    @Test func anonymousVolumesAreTakenOverUnlessRenewed() throws {
        var fixture = try PlanFixture("services: {w: {image: w, network_mode: none, volumes: [/cache]}}")
        try fixture.carryOut()
        fixture.change("shop-w-1") { $0.volumes = ["/cache": "f00d", "/declared-by-image": "beef"] }
        fixture.options.recreation = .always
        #expect(mounts(try fixture.outcome().plan) == ["/cache": "f00d", "/declared-by-image": "beef"])
        fixture.options.renewsAnonymousVolumes = true
        #expect(mounts(try fixture.outcome().plan) == ["/cache": ""])
    }

    @Test func aContainerOfAReplacedNetworkIsRecreated() throws {
        var fixture = try running()
        fixture.observed.networks["shop_default"]?.id = "another"
        #expect(try fixture.plan().contains("# network shop_default was replaced"))
    }

    @Test func aLinkOfTheEngineIsMadeAnewWhenTheOtherContainerIs() throws {
        var fixture = try PlanFixture(
            """
            services:
              db: {image: db, network_mode: bridge}
              web: {image: web, network_mode: bridge, links: ["db:store"]}
            """
        )
        let created = try fixture.outcome().plan.steps.compactMap { step in
            if case .createContainer(let create) = step.operation { create } else { nil }
        }
        #expect(
            created.map(\.request.hostConfig.links) == [
                [], ["shop-db-1:store", "shop-db-1:db-1", "shop-db-1:shop-db-1"],
            ]
        )
        try fixture.carryOut()
        var alone = fixture
        fixture.project.services["db"]?.user = "root"
        #expect(try fixture.plan().contains("# it is linked to 'db', which is recreated"))
        // Nor would a link that leads nowhere let the container be restarted.
        fixture.options.services = ["db"]
        #expect(try fixture.plan().contains("# it is linked to 'db', which is recreated"))

        alone.change("shop-web-1") { $0.created = EngineTimestamp(seconds: 5) }
        alone.change("shop-db-1") { $0.created = EngineTimestamp(seconds: 4) }
        #expect(try alone.plan() == "")
        alone.change("shop-db-1") { $0.created = EngineTimestamp(seconds: 5, nanoseconds: 1) }
        #expect(try alone.plan().contains("shop-web-1  # it is linked to a container of 'db' that is gone"))
        try alone.carryOut()
        #expect(try alone.plan() == "")
        try fixture.carryOut()
        #expect(try fixture.plan() == "")
    }

    @Test func aJobThatIsDoneRunsAgainOnlyForADependentThatStarts() throws {
        var fixture = try PlanFixture(
            """
            services:
              app:
                image: app
                network_mode: none
                depends_on: {migrate: {condition: service_completed_successfully}}
              migrate: {image: m, network_mode: none}
            """
        )
        try fixture.carryOut()
        #expect(try fixture.plan() == "")
        fixture.change("shop-app-1") { $0.state = .exited(code: 0) }
        #expect(
            try fixture.plan() == """
                1. start container shop-migrate-1  # it exited with 0
                2. wait until container shop-migrate-1 is completed successfully after 1  # 'app' depends on it
                3. start container shop-app-1 after 2  # it exited with 0
                """
        )
    }

    private func mounts(_ plan: Plan) -> [String: String] {
        for step in plan.steps {
            if case .createContainer(let create) = step.operation {
                return create.request.hostConfig.mounts.reduce(into: [:]) { $0[$1.target] = $1.source }
            }
        }
        return [:]
    }
}
