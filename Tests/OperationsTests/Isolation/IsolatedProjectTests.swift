import ComposeLoader
import ComposeModel
import Diagnostics
import Operations
import OrderedCollections
import TestSupport
import Testing

/// What of a project is shared with other stacks, and what becomes its own; the project is loaded under the name
/// `shop`.
@Suite struct IsolatedProjectTests {
    private func isolated(_ text: String) throws -> IsolatedProject {
        let project = try LoadedProject.shop(text).project
        return IsolatedProject(
            project,
            ports: try PortAllotment(for: project.publishedRanges, besides: []) { _ in true }
        )
    }

    private func warnings(_ project: IsolatedProject) -> [String] { project.warnings.map(\.message) }

    @Test func portsOfAllFormsAreTheStacksOwn() throws {
        let project = try isolated(
            """
            services:
              web: {image: web, ports: ["80:80", "127.0.0.1:8080-8081:90", "53:53/udp", "70"]}
              far: {image: far, profiles: [far], ports: ["9000:9000"]}
            """
        )
        let ports = try #require(project.project.services["web"]?.ports)
        #expect(ports.map { $0.published?.description } == ["20001", "20002-20003", "20000", nil])
        #expect(ports.map(\.target) == [80, 90, 53, 70])
        #expect(project.project.disabledServices["far"]?.ports.first?.published?.lower == 20_004)
        #expect(warnings(project) == [])
    }

    @Test func fixedNamesAreFreed() throws {
        let project = try isolated(
            """
            services:
              db: {image: postgres, container_name: the-db, networks: [inner]}
              web: {image: web, network_mode: "container:the-db", volumes_from: ["container:the-db:ro"]}
            networks: {inner: {name: fixed, driver_opts: {com.docker.network.bridge.name: br7}}}
            """
        ).project
        #expect(project.services["db"]?.containerName == nil)
        #expect(project.services["db"]?.networks["inner"]?.aliases == ["the-db"])
        #expect(project.services["web"]?.networkMode == .service("db"))
        #expect(project.services["web"]?.volumesFrom == [VolumesSource(.service("db"), mode: "ro")])
        #expect(project.networks["inner"]?.name == "shop_inner")
        #expect(project.networks["inner"]?.driverOptions.isEmpty == true)
    }

    @Test func imagesThatAreBuiltHaveTagsOfTheStack() throws {
        let project = try isolated(
            """
            services:
              web: {build: {context: /w, tags: ["host:5000/web:one"]}, image: "acme/web:dev"}
              job: {image: "acme/web:dev"}
              api: {build: {context: /a, additional_contexts: {base: "docker-image://acme/web:dev"}}}
              db: {image: "postgres:16"}
            """
        ).project
        #expect(
            project.services.mapValues(\.image) == [
                "api": "shop-api", "db": "postgres:16", "job": "acme/web:dev-shop", "web": "acme/web:dev-shop",
            ]
        )
        #expect(project.services["web"]?.build?.tags == ["host:5000/web:one-shop"])
        #expect(project.services["api"]?.build?.additionalContexts == ["base": "docker-image://acme/web:dev-shop"])
    }

    @Test func addressesAreLeftToTheEngine() throws {
        let project = try isolated(
            """
            services:
              web: {image: web, networks: {inner: {ipv4_address: 10.9.0.2}, lan: {ipv4_address: 10.8.0.2}}}
            networks:
              inner: {ipam: {config: [{subnet: 10.9.0.0/24}]}}
              lan: {driver: macvlan, ipam: {config: [{subnet: 10.8.0.0/24}]}}
            """
        )
        #expect(project.project.networks["inner"]?.ipam.pools == [])
        #expect(project.project.services["web"]?.networks["inner"]?.ipv4Address == nil)
        #expect(project.project.networks["lan"]?.ipam.pools.map(\.subnet) == ["10.8.0.0/24"])
        #expect(project.project.services["web"]?.networks["lan"]?.ipv4Address == "10.8.0.2")
        #expect(
            warnings(project) == [
                "network 'lan' is a part of the host's own (macvlan): the stacks share its addresses",
                "service 'web' gets another address than 10.9.0.2 in network 'inner'",
            ]
        )
    }

    @Test func whatIsSharedIsNamed() throws {
        let project = try isolated(
            """
            services:
              web: {image: web, volumes: ["far:/a", "disk:/b", "own:/c"], networks: [out], external_links: ["x:y"]}
              eye: {image: eye, network_mode: host}
            networks: {out: {external: true}}
            volumes:
              far: {external: true, name: far-one}
              disk: {driver_opts: {type: none, o: bind, device: /srv/disk}}
              own: {name: fixed}
            """
        )
        #expect(
            Set(warnings(project)) == [
                "network 'out' is external: the stacks share it",
                "service 'eye' has the host's network: the stacks share the ports that it listens at",
                "service 'web' is linked to container 'x', which the stacks share",
                "volume 'far-one' is external: the stacks share it",
                "volume 'disk' is kept in '/srv/disk': the stacks share it",
            ]
        )
        #expect(project.project.volumes["own"]?.name == "shop_own")
        #expect(project.project.volumes["far"]?.name == "far-one")
    }

    @Test(
        arguments: [
            ("NEXT_PUBLIC_API", "http://localhost:8000/api", "http://localhost:20001/api"),
            (
                "CORS_ORIGINS", #"["http://localhost:3000","http://127.0.0.1:8000"]"#,
                #"["http://localhost:20000","http://127.0.0.1:20001"]"#
            ),
            ("API", "http://host.docker.internal:8000", "http://host.docker.internal:20001"),
            ("API", "http://localhost:8000", "http://localhost:20001"),
            ("API", "http://backend:8000", "http://backend:8000"),
            (
                "API", "http://mylocalhost:8000 http://localhost:80000 localhost:800",
                "http://mylocalhost:8000 http://localhost:80000 localhost:800"
            ),
            ("PORT", "8000", "8000"),
        ]
    )
    func whatDemonstrablyMeansTheHostIsRewritten(name: String, value: String, expected: String) throws {
        let project = try isolated(
            """
            services:
              web: {image: web, ports: ["3000:3000"], environment: {\(name): '\(value)'}}
              backend: {image: backend, ports: ["8000:8000"]}
            """
        )
        #expect(project.project.services["web"]?.environment[name] == .some(expected))
        #expect(warnings(project) == [])
    }

    @Test(
        arguments: [
            ("SELF", "http://localhost:3000", "localhost:3000", 20_000),
            ("DB", "postgres://me:pw@localhost:8000/x", "localhost:8000", 20_001),
        ]
    )
    func whatMayMeanTheContainerIsNamed(name: String, value: String, place: String, port: Int) throws {
        let project = try isolated(
            """
            services:
              web: {image: web, ports: ["3000:3000"], environment: {\(name): '\(value)'}}
              backend: {image: backend, ports: ["8000:8000"]}
            """
        )
        #expect(project.project.services["web"]?.environment[name] == .some(value))
        let original = try #require(place.split(separator: ":").last)
        #expect(
            warnings(project) == [
                "variable '\(name)' of service 'web' keeps '\(place)', which may mean the container itself: "
                    + "port \(original) of the host is \(port) in this stack"
            ]
        )
    }

    @Test func buildArgumentsAreRewrittenToo() throws {
        let project = try isolated(
            """
            services:
              web: {build: {context: /w, args: {VITE_API: "http://localhost:8000"}}}
              backend: {image: backend, ports: ["8000:80"]}
            """
        ).project
        #expect(project.services["web"]?.build?.arguments["VITE_API"] == .some("http://localhost:20000"))
    }
}
