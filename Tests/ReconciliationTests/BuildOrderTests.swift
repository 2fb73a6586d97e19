import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// Images that services of the project build: never pulled, and built before what needs them.
@Suite struct BuildOrderTests {
    private func plan(
        _ text: String,
        services names: [ServiceName] = [],
        from baseImages: [ServiceName: [String]] = [:],
        building: ImageReconciler.Building = .whenMissing,
        there: [String] = []
    ) throws -> String {
        let fixture = try PlanFixture(text, profiles: [])
        let services = try ServiceSelection(names, of: fixture.project).services
        let observed = ObservedState(images: Dictionary(uniqueKeysWithValues: there.map { ($0, "sha256:1") }))
        return try ImageReconciler(fixture.project, baseImages: baseImages, building: building)
            .plan(for: services, observed: observed).text
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

    @Test func anAdditionalContextOrdersToo() throws {
        let text = """
            services:
              app: {build: {context: ., additional_contexts: {code: "service:lib", debian: "docker-image://tools"}}}
              lib: {build: ./lib}
              tools: {image: tools, build: ./tools}
            """
        #expect(
            try plan(text, from: ["app": ["debian", "code"]]) == """
                1. build image shop-lib of service lib  # it does not exist
                2. build image tools of service tools  # it does not exist
                3. build image shop-app of service app after 1, 2  # it does not exist
                """
        )
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
