import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// Containers of single commands.
@Suite struct OneOffTests {
    private static let shop = """
        services:
          web: {image: w, volumes: ["data:/d"], networks: {default: {aliases: [www]}, back: {}}, depends_on: {db: {condition: service_healthy}, job: {condition: service_completed_successfully}}}
          db: {image: d, healthcheck: {test: "true"}, networks: [back]}
          job: {image: j, network_mode: none}
          other: {image: o}
        volumes: {data: {}}
        networks: {back: {}}
        """

    private func fixture(_ change: (inout OneOff) -> Void = { _ in }) throws -> PlanFixture {
        var fixture = try PlanFixture(Self.shop)
        let service = try #require(fixture.project.services["web"])
        var oneOff = OneOff(of: service, slug: "0123456789abcdef")
        change(&oneOff)
        fixture.options.services = ["web"]
        fixture.options.oneOff = oneOff
        return fixture
    }

    private func request(_ fixture: PlanFixture) throws -> ContainerCreateRequest {
        for step in try fixture.outcome().plan.steps {
            if case .createContainer(let create) = step.operation, create.service == "web" { return create.request }
        }
        throw ReconciliationError.unknownService("web", known: [])
    }

    @Test func itIsMadeOnceWhatItNeedsIsReady() throws {
        let text = try fixture().plan()
        #expect(
            text == """
                1. create network shop_back  # it does not exist
                2. create network shop_default  # it does not exist
                3. create volume shop_data  # it does not exist
                4. create container shop-db-1 after 1  # it does not exist
                5. start container shop-db-1 after 4  # it does not exist
                6. create container shop-job-1  # it does not exist
                7. start container shop-job-1 after 6  # it does not exist
                8. wait until container shop-db-1 is healthy after 5  # 'web' depends on it
                9. wait until container shop-job-1 is completed successfully after 7  # 'web' depends on it
                10. create container shop-web-run-0123456789ab after 1, 2, 3, 8, 9  # a command is run in it
                11. connect container shop-web-run-0123456789ab to network shop_default after 10  # a command is run in it
                """
        )
    }

    @Test func theServicesOwnContainersAreLeftAlone() throws {
        var fixture = try fixture()
        fixture.options.oneOff = nil
        fixture.options.services = []
        try fixture.carryOut()
        fixture.observed.images["w"] = "sha256:new"
        fixture.options.services = ["web"]
        fixture.options.oneOff = try self.fixture().options.oneOff
        // A job runs again for each command.
        #expect(
            try fixture.plan() == """
                1. start container shop-job-1  # it exited with 0
                2. wait until container shop-job-1 is completed successfully after 1  # 'web' depends on it
                3. create container shop-web-run-0123456789ab after 2  # a command is run in it
                4. connect container shop-web-run-0123456789ab to network shop_default after 3  # a command is run in it
                """
        )
        fixture.options.includesDependencies = false
        #expect(
            try fixture.plan() == """
                1. create container shop-web-run-0123456789ab  # a command is run in it
                2. connect container shop-web-run-0123456789ab to network shop_default after 1  # a command is run in it
                """
        )
    }

    @Test func itBearsItsOwnLabelsAndNames() throws {
        let request = try request(
            try fixture { oneOff in
                oneOff.isRemoved = true
                oneOff.consoleSize = [24, 80]
            }
        )
        #expect(request.hostConfig.consoleSize == [24, 80])
        let labels = ComposeLabels(request.config.labels)
        #expect(labels.isOneOff)
        #expect(labels.all[ComposeLabel.slug] == "0123456789abcdef")
        #expect(labels.containerNumber == nil)
        #expect(labels.configurationHash?.count == 64)
        #expect(request.networks["shop_back"]?.aliases == ["shop-web-run-0123456789ab"])
        #expect(request.hostConfig.autoRemove)
        #expect(request.config.attachStdin && request.config.attachStdout && request.config.attachStderr)
        let known = try self.request(
            try fixture { oneOff in
                oneOff.usesAliases = true
                oneOff.name = "mine"
                oneOff.isInteractive = false
            }
        )
        #expect(known.networks["shop_back"]?.aliases == ["mine", "web"])
        #expect(!known.config.attachStdin && !known.hostConfig.autoRemove)
    }

    @Test func itGetsItsFilesBeforeAnybodyStartsIt() throws {
        var fixture = try PlanFixture(
            """
            services: {web: {image: web, network_mode: none, configs: [settings]}}
            configs: {settings: {content: "secret-settings"}}
            """
        )
        fixture.options.services = ["web"]
        fixture.options.oneOff = OneOff(of: try #require(fixture.project.services["web"]), slug: "0123456789abcdef")
        #expect(
            try fixture.plan() == """
                1. create container shop-web-run-0123456789ab  # a command is run in it
                2. put config 'settings' at /settings into container shop-web-run-0123456789ab after 1  # a command is run in it
                """
        )
    }

    @Test func whatAProgramManagesHasNoContainer() throws {
        var fixture = try PlanFixture("services: {db: {provider: {type: awesomecloud}}}")
        fixture.options.services = ["db"]
        fixture.options.oneOff = OneOff(of: try #require(fixture.project.services["db"]))
        let error = #expect(throws: ReconciliationError.self) { try fixture.plan() }
        #expect(
            error?.description
                == "service 'db' has no container to run a command in: provider 'awesomecloud' manages it"
        )
        #expect(error?.path == ["services", "db", "provider"])
    }

    @Test func variablesOfProgramsYieldToThoseOfTheCommandLine() throws {
        let fixture = try PlanFixture("services: {web: {image: w, environment: {A: a, B: b}}}")
        let former = try #require(fixture.project.services["web"])
        var known = former
        known.environment["B"] = "provided-b"
        known.environment["C"] = "provided-c"
        known.environment["D"] = "provided-d"
        known.providedVariables = ["db": ["B", "C", "D"]]
        var oneOff = OneOff(of: former)
        oneOff.service.environment["A"] = "given-a"
        oneOff.service.environment["D"] = "given-d"
        oneOff.takeOverVariables(of: known, since: former)
        #expect(
            oneOff.service.environment == ["A": "given-a", "B": "provided-b", "D": "given-d", "C": "provided-c"]
        )
        #expect(oneOff.service.providedVariables == ["db": ["B", "C", "D"]])
    }

    @Test func endedRunsAreNamedToTheNext() throws {
        var fixture = try fixture()
        fixture.observed.containers = [
            ObservedContainer(
                id: "1",
                name: "shop-web-run-1",
                service: "web",
                number: 0,
                isOneOff: true,
                state: .exited(code: 0)
            )
        ]
        #expect(
            try fixture.outcome().warnings == [
                "found orphan containers (shop-web-run-1) of earlier runs; remove them with '--remove-orphans', and run with '--rm'"
            ]
        )
        fixture.options.orphans = .remove
        #expect(try fixture.plan().contains("remove container shop-web-run-1"))
        fixture.options.orphans = .report
        fixture.options.oneOff = nil
        #expect(try fixture.outcome().warnings == [])
    }

    @Test func slugsAreOf64Digits() {
        let slugs = (0..<100).map { _ in OneOff.randomSlug() }
        #expect(slugs.allSatisfy { $0.count == 64 && $0.allSatisfy(\.isHexDigit) })
        #expect(Set(slugs).count == 100)
    }
}
