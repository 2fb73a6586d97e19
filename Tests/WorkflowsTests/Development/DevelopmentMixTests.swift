import ComposeLoader
import ComposeModel
import Diagnostics
import OrderedCollections
import TestSupport
import Testing

@testable import Workflows

/// Which services run from source, and which as they are delivered.
@Suite struct DevelopmentMixTests {
    private static let base = """
        services:
          db: {image: postgres, volumes: ["data:/var/lib/postgresql/data"], networks: [inner]}
          backend:
            build: {context: ./backend, target: production}
            depends_on: [db]
            networks: [inner, audit]
            secrets: [token]
          frontend:
            build: {context: ./frontend, target: production}
            depends_on: [backend]
        networks: {inner: {}, audit: {}}
        volumes: {data: {}}
        secrets: {token: {file: ./token}}
        """
    private static let dev = """
        services:
          db: {ports: ["5432:5432"]}
          backend:
            build: {target: development}
            networks: !override [inner]
            secrets: !reset null
            develop: {watch: [{action: sync, path: ./backend, target: /app}]}
          frontend:
            build: {target: development}
            develop: {watch: [{action: sync, path: ./frontend, target: /app}]}
        """
    private static let prod = """
        services:
          frontend: {build: {args: {OPTIMISED: "1"}}}
        """

    private func load(_ layers: String...) throws -> LoadedProject {
        var files: [String: String] = [:]
        for (index, layer) in layers.enumerated() { files["/shop/\(index).yaml"] = layer }
        let request = LoadRequest(workingDirectory: "/shop", files: files.keys.sorted(), projectName: "shop")
        return try ProjectLoader(files: InMemoryProjectFiles(files)).load(request)
    }

    private func mix(_ named: ServiceName..., dependencies: Bool = true) throws -> DevelopmentMix {
        try DevelopmentMix(
            load(Self.base, Self.dev),
            workingOn: named,
            includingDependencies: dependencies,
            deliveries: [load(Self.base)]
        )
    }

    @Test func whatIsNotNamedRunsFromItsProductionTarget() throws {
        let mix = try mix("frontend")
        #expect(mix.summary == "from source: frontend; from their production target: backend; as they are: db")
        let services = mix.loaded.project.services
        #expect(services["frontend"]?.build?.target == "development")
        #expect(services["backend"]?.build?.target == "production")
        // The database is the one of the development layer.
        #expect(services["db"]?.ports.count == 1)
    }

    @Test func onlyWhatIsNamedIsWatched() throws {
        let services = try mix("frontend").loaded.project.services
        #expect(services["frontend"]?.watchRules.count == 1)
        #expect(services["backend"]?.watchRules.isEmpty == true)
    }

    @Test func whatTheOtherLayerNeedsComesWithIt() throws {
        let development = try load(Self.base, Self.dev).project
        #expect(development.networks["audit"] == nil && development.secrets.isEmpty)
        let project = try mix("frontend").loaded.project
        #expect(project.networks["audit"]?.name == "shop_audit")
        #expect(project.secrets["token"]?.source == .file("/shop/token"))
        #expect(project.networks["inner"]?.name == "shop_inner")
    }

    @Test func theTwoImagesOfAServiceHaveDifferentNames() throws {
        let services = try mix("frontend").loaded.project.services
        #expect(services["backend"]?.image == "shop-backend:production")
        #expect(services["frontend"]?.image == "shop-frontend")
        #expect(DevelopmentMix.productionImage("host:5000/app") == "host:5000/app:production")
        #expect(DevelopmentMix.productionImage("host:5000/app:1.2") == "host:5000/app:1.2-production")
    }

    @Test func withoutNamesEverythingIsFromSource() throws {
        let mix = try mix()
        #expect(mix.summary == "from source: backend, frontend; as they are: db")
        #expect(mix.loaded.project.services["backend"]?.watchRules.count == 1)
        #expect(mix.isWatched)
    }

    @Test func severalNamesAreAllFromSource() throws {
        #expect(try mix("frontend", "backend").summary == "from source: frontend, backend; as they are: db")
    }

    @Test func withoutDependenciesNothingElseComesUp() throws {
        #expect(try mix("frontend", dependencies: false).summary == "from source: frontend")
    }

    @Test func withoutALayerForDevelopmentServicesAreAsTheFilesSay() throws {
        let plain = try load(Self.base)
        let mix = try DevelopmentMix(plain, workingOn: ["frontend"], deliveries: [])
        #expect(mix.summary == "from source: frontend; as they are: db, backend")
        #expect(mix.loaded.project.services["backend"]?.image == "shop-backend")
        #expect(!mix.isWatched)
    }

    /// The base builds as development does; production builds otherwise.
    @Test func theLayerThatBuildsOtherwiseIsTheProductionTarget() throws {
        let base = """
            services:
              frontend: {build: ./frontend}
              tests: {image: t, depends_on: [frontend]}
            """
        let dev = "services: {tests: {environment: {A: b}}}"
        let development = try load(base, dev)
        let plain = try load(base)
        #expect(
            try DevelopmentMix.needsFurtherDelivery(development, workingOn: ["tests"], deliveries: [plain])
        )
        let production = try load(base, Self.prod)
        let mix = try DevelopmentMix(development, workingOn: ["tests"], deliveries: [plain, production])
        let frontend = mix.loaded.project.services["frontend"]
        #expect(frontend?.build?.arguments["OPTIMISED"] == "1")
        #expect(frontend?.image == "shop-frontend:production")
        #expect(
            try !DevelopmentMix.needsFurtherDelivery(
                load(Self.base, Self.dev),
                workingOn: ["frontend"],
                deliveries: [load(Self.base)]
            )
        )
    }

    /// docker compose's digests of the services are made from what they are read from.
    @Test func whatAServiceIsReadFromComesWithIt() throws {
        let mixed = try mix("frontend").loaded
        let production = try load(Self.base)
        let development = try load(Self.base, Self.dev)
        #expect(mixed.serviceText("frontend") == development.serviceText("frontend"))
        #expect(mixed.serviceText("backend") != development.serviceText("backend"))
        #expect(mixed.serviceText("backend")?.contains("audit") == true)
        #expect(production.serviceText("backend")?.contains("audit") == true)
    }

    @Test func itIsSaidThatNothingCarriesEditsOver() throws {
        let text = """
            services:
              plain: {build: ./plain}
              mounted: {build: ./mounted, volumes: ["./mounted:/app"]}
            """
        let mix = try DevelopmentMix(load(text), workingOn: ["plain", "mounted"], deliveries: [])
        #expect(
            mix.warnings.map(\.message) == [
                "service 'plain' has no 'develop.watch' rule and no bind mount: saved edits do not reach it",
                "service 'mounted' has no 'develop.watch' rule: saved edits reach it by its bind mounts only",
            ]
        )
        #expect(mix.warnings.allSatisfy { $0.hint != nil && $0.code == .editsNotCarried })
        #expect(try self.mix("frontend").warnings.isEmpty)
    }
}
