import ComposeModel
import EngineAPI
import OrderedCollections
import Testing

@testable import Reconciliation

/// Images that services of the project build: never pulled, and built before what needs them.
@Suite struct BuildOrderTests {
    private func plan(
        _ text: String,
        services names: [ServiceName] = [],
        from baseImages: [ServiceName: [String]] = [:],
        building: ImageReconciler.Building = .whenMissing,
        there: [String] = [],
        withCredentials: [String] = [],
        pullsBaseImages: Bool = false
    ) throws -> String {
        try imagePlan(text, names, baseImages, building, there, withCredentials, pullsBaseImages).text
    }

    private func imagePlan(
        _ text: String,
        _ names: [ServiceName] = [],
        _ baseImages: [ServiceName: [String]],
        _ building: ImageReconciler.Building,
        _ there: [String],
        _ withCredentials: [String],
        _ pullsBaseImages: Bool
    ) throws -> Plan {
        let fixture = try PlanFixture(text, profiles: [])
        let services = try ServiceSelection(names, of: fixture.project).services
        let observed = ObservedState(images: Dictionary(uniqueKeysWithValues: there.map { ($0, "sha256:1") }))
        let references = baseImages.mapValues { images in
            DockerfileReferences(in: images.map { "FROM \($0)\n" }.joined())
        }
        var overrides = BuildOverrides(toolVersion: "test")
        overrides.pullsBaseImages = pullsBaseImages
        var reconciler = ImageReconciler(
            fixture.project,
            baseImages: references,
            overrides: overrides,
            building: building
        )
        var bases = reconciler.registryImages(ofBuildsIn: try reconciler.plan(for: services, observed: observed))
        for (service, known) in bases {
            bases[service]?.images = known.images.map { image in
                var image = image
                image.isThere = there.contains(image.reference)
                image.hasCredentials = withCredentials.contains(image.reference)
                return image
            }
        }
        reconciler.registryBases = bases
        return try reconciler.plan(for: services, observed: observed)
    }

    private static let shared = """
        services:
          api: {image: shop/app}
          worker: {image: "docker.io/shop/app:latest"}
          base: {image: shop/app, build: .}
        """

    @Test func anImageThatAnotherServiceBuildsIsNotPulled() throws {
        #expect(
            try plan(Self.shared)
                == "1. build image shop/app of service base  # 'api' runs its image, which does not exist"
        )
        #expect(try plan(Self.shared, there: ["shop/app", "docker.io/shop/app:latest"]) == "")
    }

    @Test func theServiceThatBuildsItNeedNotBeSelected() throws {
        #expect(
            try plan(Self.shared, services: ["worker"])
                == "1. build image shop/app of service base  # 'worker' runs its image, which does not exist"
        )
    }

    @Test func withoutBuildingItIsPulled() throws {
        #expect(
            try plan(Self.shared, services: ["api"], building: .never) == "1. pull image shop/app  # it does not exist"
        )
    }

    private static let chain = """
        services:
          app: {build: ./app}
          base: {build: {context: ./base, tags: ["shop/base:1"]}}
          zero: {image: "shop/zero:2", build: ./zero}
        """
    private static let bases: [ServiceName: [String]] = ["app": ["shop/base:1"], "base": ["shop/zero:2", "debian"]]

    @Test func whatIsBuiltFromAnotherServicesImageComesAfterIt() throws {
        #expect(
            try plan(Self.chain, from: Self.bases, building: .always) == """
                1. build image shop/zero:2 of service zero  # building was asked for
                2. build image shop-base of service base after 1  # building was asked for
                3. build image shop-app of service app after 2  # building was asked for
                """
        )
    }

    @Test func whatIsMissingBelowIsBuiltThoughNobodyNamedIt() throws {
        #expect(
            try plan(Self.chain, services: ["app"], from: Self.bases, building: .always) == """
                1. build image shop/zero:2 of service zero  # 'base' is built from its image, which does not exist
                2. build image shop-base of service base after 1  # 'app' is built from its image, which does not exist
                3. build image shop-app of service app after 2  # building was asked for
                """
        )
        #expect(
            try plan(Self.chain, services: ["app"], from: Self.bases, there: ["shop-base"])
                == "1. build image shop-app of service app  # it does not exist"
        )
    }

    @Test func anAdditionalContextIsASourceToo() throws {
        let text = """
            services:
              app: {build: {context: ., additional_contexts: {code: "service:lib", debian: "docker-image://tools"}}}
              lib: {build: ./lib}
              tools: {image: tools, build: ./tools}
            """
        let project = try PlanFixture(text, profiles: []).project
        let reconciler = ImageReconciler(
            project,
            baseImages: ["app": DockerfileReferences(in: "FROM debian\nFROM code\n")],
            overrides: BuildOverrides(toolVersion: "test")
        )
        let app = try #require(project.services["app"])
        #expect(reconciler.sources(of: app, ImageProducers(of: project)).map(\.name) == ["lib", "tools"])
    }

    @Test func anImageThatServicesShareIsBuiltOnceAndOthersBesideIt() throws {
        let text = """
            services:
              a: {image: shop/app, build: .}
              b: {image: shop/app, build: .}
              c: {image: shop/app, build: {context: ., target: dev}}
              d: {build: ./d}
              e: {build: ./e}
            """
        let plan = try imagePlan(text, [], ["d": ["shop/app"]], .always, [], [], false)
        #expect(
            plan.text == """
                1. build image shop/app of service a  # building was asked for
                2. build image shop/app of service c  # building was asked for
                3. build image shop-d of service d after 1  # building was asked for
                4. build image shop-e of service e  # building was asked for
                """
        )
        let builds = plan.steps.compactMap { step in
            if case .buildImage(let build) = step.operation { build } else { nil }
        }
        #expect(builds.map(\.sharers) == [["b"], [], [], []])
        #expect(builds.first?.isFor("b") == true)
        // A push of the shared image waits for the one build.
        let project = try PlanFixture(text, profiles: []).project
        let services = ["a", "b"].compactMap { project.services[$0] }
        let pushes = try PushPlanner(project).plan(for: services, after: plan).plan.steps.suffix(1)
        #expect(pushes.map(\.after) == [[1]])
    }

    @Test func anImageOfItsOwnNameIsNoSource() throws {
        let text = "services: {a: {image: debian, build: .}, b: {image: debian, build: ./b}}"
        #expect(
            try plan(text, from: ["a": ["debian"], "b": ["debian"]], building: .always) == """
                1. build image debian of service a  # building was asked for
                2. build image debian of service b  # building was asked for
                """
        )
    }

    private static let privateBases: [ServiceName: [String]] = [
        "app": ["ghcr.io/shop/run", "shop/base:1"], "base": ["ghcr.io/shop/run", "debian", "ghcr.io/shop/tools"],
        "zero": ["debian"],
    ]
    private static let credentials = ["ghcr.io/shop/run", "ghcr.io/shop/tools"]

    @Test func whatNeedsCredentialsIsPulledOnceBeforeTheBuilds() throws {
        #expect(
            try plan(
                Self.chain,
                from: Self.privateBases,
                there: ["ghcr.io/shop/tools"],
                withCredentials: Self.credentials
            )
                == """
                1. pull image ghcr.io/shop/run  # 'base' is built from it, and builders are not given credentials
                2. build image shop-base of service base after 1  # it does not exist
                3. build image shop-app of service app after 1, 2  # it does not exist
                4. build image shop/zero:2 of service zero  # it does not exist
                """
        )
        #expect(
            try !plan(Self.chain, from: Self.privateBases).contains("pull image"),
            "without credentials the builder is left to it"
        )
    }

    @Test func theNewestBaseImagesAreAllPulledWhereOneNeedsCredentials() throws {
        let plan = try imagePlan(
            Self.chain,
            [],
            Self.privateBases.merging(["app": ["debian", "$UNKNOWN", "ghcr.io/shop/run"]]) { $1 },
            .always,
            ["debian"],
            Self.credentials,
            true
        )
        #expect(
            plan.text == """
                1. pull image ghcr.io/shop/run  # 'app' is built from it, and builders are not given credentials
                2. build image shop-app of service app after 1  # building was asked for
                3. pull image debian  # 'base' is built from it, and the newest one was asked for
                4. pull image ghcr.io/shop/tools  # 'base' is built from it, and builders are not given credentials
                5. build image shop-base of service base after 1, 3, 4  # building was asked for
                6. build image shop/zero:2 of service zero  # building was asked for
                """
        )
        let leftToBuilder = plan.steps.compactMap { step in
            if case .buildImage(let build) = step.operation, build.request.pull { build.service } else { nil }
        }
        #expect(leftToBuilder == ["app", "zero"], "a name is unknown, nothing needs credentials")
        let optional = plan.steps.compactMap { step in
            if case .pullImage(let pull) = step.operation, pull.isOptional { pull.image } else { nil }
        }
        #expect(optional == ["debian"])
    }

    @Test func aCircleIsNamed() throws {
        let text = "services: {a: {build: ./a}, b: {build: ./b}}"
        let error = ReconciliationError.buildCycle(["a", "b", "a"])
        #expect(throws: error) {
            try plan(text, from: ["a": ["shop-b"], "b": ["shop-a"]], building: .always)
        }
        #expect(error.description == "images are built from each other in a circle: a → b → a")
        #expect(error.hint == "let one of them build from an image of its own")
        #expect(error.path == ["services", "a", "build"])
    }
}
