import ComposeModel
import Diagnostics
import EngineAPI
import Reconciliation
import Testing

/// What becomes of attributes that not every engine knows.
@Suite struct EngineFeatureTests {
    private static let podman = EngineCapabilities(.podman(4), speaking: .oldestSpoken)

    private func outcome(
        _ attributes: String,
        networks: String = "{}",
        on engine: EngineCapabilities
    ) throws -> Reconciler.Outcome {
        var fixture = try PlanFixture("services: {web: {image: web, \(attributes)}}\nnetworks: \(networks)")
        fixture.observed.engine = engine
        return try fixture.outcome()
    }

    private static let oldest = EngineCapabilities(speaking: .oldestSpoken)
    private static let refused: [(attributes: String, version: Int, message: String, hint: String, path: [String])] = [
        (
            "volumes: [{type: image, source: files, target: /files}]", 48,
            "service 'web': a mount of type image requires Docker Engine v28.0 or later, "
                + "and this is an engine with version 1.47 of the API",
            "copy the files in a build, or upgrade the engine", ["services", "web", "volumes"]
        ),
        (
            "volumes: [{type: volume, source: data, target: /data, volume: {subpath: a}}]", 45,
            "service 'web': volume.subpath requires Docker Engine v26.0 or later, "
                + "and this is an engine with version 1.44 of the API",
            "mount the whole volume, or upgrade the engine", ["services", "web", "volumes"]
        ),
        (
            "volumes: [{type: bind, source: /a, target: /a, read_only: true, "
                + "bind: {recursive: readonly, propagation: rprivate}}]",
            44,
            "service 'web': bind.recursive: readonly requires Docker Engine v25.0 or later, "
                + "and this is an engine with version 1.43 of the API",
            "leave 'recursive' out, what is mounted below stays writable then", ["services", "web", "volumes"]
        ),
        (
            "networks: {back: {interface_name: eth9}}", 49,
            "service 'web': interface_name requires Docker Engine v28.1 or later, "
                + "and this is an engine with version 1.48 of the API",
            "leave 'interface_name' out, or upgrade the engine",
            ["services", "web", "networks", "back", "interface_name"]
        ),
        (
            "networks: [only6]", 48,
            "network 'only6': enable_ipv4: false requires Docker Engine v28.0 or later, "
                + "and this is an engine with version 1.47 of the API",
            "leave 'enable_ipv4' out, or upgrade the engine", ["networks", "only6", "enable_ipv4"]
        ),
    ]
    private static let networks = "{back: {}, only6: {enable_ipv4: false, enable_ipv6: true}}\nvolumes: {data: {}}"

    @Test(arguments: refused.indices)
    func whatChangesTheContainerIsRefused(index: Int) throws {
        let (attributes, version, message, hint, path) = Self.refused[index]
        let before = EngineCapabilities(speaking: APIVersion(major: 1, minor: version - 1))
        let error = try #require(throws: ReconciliationError.self) {
            try outcome(attributes, networks: Self.networks, on: before)
        }
        #expect(error.description == message && error.hint == hint && error.path == path)
        #expect(error.diagnostics.map(\.code) == [.featureMissing])
        let since = EngineCapabilities(speaking: APIVersion(major: 1, minor: version))
        #expect(try outcome(attributes, networks: Self.networks, on: since).warnings == [])
    }

    private static let warned: [(attributes: String, version: Int, warning: String)] = [
        (
            "annotations: {a: b}", 43,
            "annotations requires Docker Engine v24.0 or later, and has no effect for service 'web': "
                + "the runtime is told none"
        ),
        (
            "healthcheck: {test: [CMD, x], start_period: 9s, start_interval: 1s}", 44,
            "healthcheck.start_interval requires Docker Engine v25.0 or later, and has no effect for service 'web': "
                + "the engine probes at 'interval' from the start"
        ),
        (
            "networks: {back: {}, front: {mac_address: '02:42:ac:11:00:02'}}", 44,
            "mac_address of a further network requires Docker Engine v25.0 or later, and has no effect for "
                + "service 'web': only that of the first network is asked for"
        ),
        (
            "networks: {back: {gw_priority: 1}}", 48,
            "gw_priority requires Docker Engine v28.0 or later, and has no effect for service 'web': "
                + "the engine chooses the default route"
        ),
    ]

    @Test(arguments: warned.indices)
    func whatOnlyHasNoEffectIsSaidOnce(index: Int) throws {
        let (attributes, version, warning) = Self.warned[index]
        let networks = "{back: {}, front: {}}"
        let before = EngineCapabilities(speaking: APIVersion(major: 1, minor: version - 1))
        #expect(try outcome(attributes, networks: networks, on: before).warnings == [warning])
        let since = EngineCapabilities(speaking: APIVersion(major: 1, minor: version))
        #expect(try outcome(attributes, networks: networks, on: since).warnings == [])
    }

    @Test func severalUsersAreNamedTogether() throws {
        var fixture = try PlanFixture(
            "services: {a: {image: a, annotations: {x: y}}, b: {image: b, annotations: {x: y}}}"
        )
        fixture.observed.engine = Self.podman
        #expect(
            try fixture.outcome().warnings == [
                "annotations requires Docker Engine v24.0 or later, and has no effect for service 'a', service 'b': "
                    + "the runtime is told none"
            ]
        )
    }

    @Test(arguments: [
        "secrets: [key]", "ssh: [default]", "additional_contexts: {a: /a}", "cache_to: [type=inline]",
        "platforms: [linux/amd64, linux/arm64]",
    ])
    func aBuildThatNeedsBuildKitIsRefusedWithoutIt(attribute: String) throws {
        var fixture = try PlanFixture(
            "services: {web: {build: {context: ., \(attribute)}}}\nsecrets: {key: {environment: KEY}}"
        )
        fixture.observed.engine = Self.podman
        let error = try #require(throws: ReconciliationError.self) { try fixture.imagePlan(building: .always) }
        #expect(
            error.description
                == "service 'web': a build with secrets, ssh, additional_contexts, cache_to or several platforms "
                + "requires BuildKit, and this is Podman 4 with version 1.41 of the API"
        )
        #expect(error.hint == "leave it out of the build, or use an engine with BuildKit")
        #expect(error.path == ["services", "web", "build", String(attribute.prefix { $0 != ":" })])
    }

    @Test func linksOnTheEnginesOwnBridgeNeedDocker() throws {
        var fixture = try PlanFixture(
            "services: {db: {image: db, network_mode: bridge}, web: {image: w, network_mode: bridge, links: [db]}}"
        )
        fixture.observed.engine = Self.oldest
        #expect(try fixture.outcome().warnings == [])
        fixture.observed.engine = Self.podman
        let error = try #require(throws: ReconciliationError.self) { try fixture.outcome() }
        #expect(
            error.description
                == "service 'web': links with network_mode: bridge requires Docker Engine, "
                + "and this is Podman 4 with version 1.41 of the API"
        )
        #expect(error.hint == "put both services into a network of the project")
        #expect(error.path == ["services", "web", "links"])
    }

    @Test func aBuildFromAURLNeedsAnEngineThatGetsIt() throws {
        var fixture = try PlanFixture("services: {web: {build: 'https://example.com/shop.git#main'}}")
        fixture.observed.engine = Self.oldest
        #expect(try fixture.imagePlan(building: .always).madeImages == ["shop-web"])
        fixture.observed.engine = Self.podman
        let error = try #require(throws: ReconciliationError.self) { try fixture.imagePlan(building: .always) }
        #expect(
            error.description
                == "service 'web': a build from a URL requires Docker Engine, "
                + "and this is Podman 4 with version 1.41 of the API"
        )
        #expect(error.hint == "fetch what is there, and name its directory on this host")
        #expect(error.path == ["services", "web", "build", "context"])
    }

    @Test(arguments: ["links: ['db:store']", "external_links: [store]"])
    func namesByLinksNeedDocker(attribute: String) throws {
        var fixture = try PlanFixture("services: {db: {image: db}, web: {image: web, \(attribute)}}")
        fixture.observed.engine = Self.podman
        #expect(
            try fixture.outcome().warnings == [
                "a name given by links or external_links requires Docker Engine, and has no effect for service 'web': "
                    + "containers are found by their services' names and aliases only"
            ]
        )
        fixture.observed.engine = Self.oldest
        #expect(try fixture.outcome().warnings == [])
    }

    @Test(arguments: ["gpus: all", "deploy: {resources: {reservations: {devices: [{capabilities: [tpu], count: 2}]}}}"])
    func devicesThatAreAskedForNeedANewerPodman(attribute: String) throws {
        #expect(
            try outcome(attribute, on: Self.podman).warnings == [
                "a reservation of devices or GPUs requires Docker Engine or Podman 5, and has no effect for "
                    + "service 'web': the engine hands over none because of it"
            ]
        )
        let newer = EngineCapabilities(.podman(5), speaking: .oldestSpoken)
        #expect(try outcome(attribute, on: newer).warnings == [])
    }

    @Test func otherBuildsNeedNoBuildKit() throws {
        var fixture = try PlanFixture("services: {web: {build: {context: ., target: a, args: {b: c}}}}")
        fixture.observed.engine = Self.podman
        #expect(try fixture.imagePlan(building: .always).madeImages == ["shop-web"])
    }

    @Test func whatAServiceDoesNotUseIsNotMissed() throws {
        #expect(try outcome("healthcheck: {test: [CMD, x]}", on: Self.podman).warnings == [])
        var linked = try PlanFixture("services: {db: {image: db}, web: {image: web, links: [db, 'db:db']}}")
        linked.observed.engine = Self.podman
        #expect(try linked.outcome().warnings == [])
        let mac = "networks: {back: {mac_address: '02:42:ac:11:00:02'}}"
        #expect(try outcome(mac, networks: "{back: {}}", on: Self.oldest).warnings == [])
        // A network that somebody else made is as it is.
        let external = "{only6: {external: true}}"
        var fixture = try PlanFixture("services: {web: {image: web, networks: [only6]}}\nnetworks: \(external)")
        fixture.observed.engine = Self.oldest
        fixture.observed.networks["only6"] = ObservedNetwork(id: "1")
        #expect(try fixture.outcome().warnings == [])
    }

    @Test func theNameOfAnInterfaceIsAnOptionOfTheDriver() throws {
        let plan = try outcome("networks: {back: {interface_name: eth9}}", networks: "{back: {}}", on: .everything).plan
        let requests = plan.steps.compactMap { step in
            if case .createContainer(let create) = step.operation { create.request } else { nil }
        }
        #expect(
            requests.map { $0.networks["shop_back"]?.driverOpts } == [["com.docker.network.endpoint.ifname": "eth9"]]
        )
    }
}
