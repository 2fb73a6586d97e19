import ComposeLoader
import ComposeModel
import OrderedCollections
import TestSupport
import Testing

@testable import Workflows

/// What a project becomes that runs beside the one it is made from.
@Suite struct ParallelProjectTests {
    private static func parallel(_ text: String) throws -> ParallelProject {
        let project = try LoadedProject.shop(text).project
        return ParallelProject(of: project, named: "shop-prod-check") { path in
            if path.hasSuffix(".sock") { return .special }
            return path.hasSuffix(".conf") ? .file : .directory
        }
    }

    private static func service(_ text: String) throws -> Service {
        try #require(try parallel(text).project.services["web"])
    }

    @Test func portsAreLeftToTheEngine() throws {
        let text = """
            services: {web: {image: web, container_name: web, ports: ["127.0.0.1:8080:80", "9000-9001:9000-9001"]}}
            """
        let service = try Self.service(text)
        #expect(service.containerName == nil)
        #expect(service.ports.allSatisfy { $0.published == nil })
        #expect(service.ports.map(\.target) == [80, 9000, 9001])
        #expect(service.ports.first?.hostIP == "127.0.0.1")
    }

    @Test func whatIsBuiltGetsANameOfItsOwnWhereverItIsUsed() throws {
        let text = """
            services:
              web: {image: "team/web:1", build: {context: /shop, tags: ["team/web:latest"]}}
              job: {image: "team/web:1"}
              db: {image: db}
            """
        let project = try Self.parallel(text).project
        #expect(project.services.values.map(\.image) == ["db", "shop-prod-check-web", "shop-prod-check-web"])
        #expect(project.services["web"]?.build?.tags == [])
    }

    @Test func networksAndVolumesWithFixedOrForeignNamesAreItsOwn() throws {
        let text = """
            services:
              web:
                image: web
                networks: {inner: {ipv4_address: 10.1.0.5}, outer: {}}
                volumes: ["data:/data", "shared:/shared"]
            networks:
              inner: {name: inner, ipam: {config: [{subnet: 10.1.0.0/16}]}}
              outer: {external: true}
            volumes:
              data: {name: data}
              shared: {external: true}
            """
        let parallel = try Self.parallel(text)
        let project = parallel.project
        #expect(project.networks.values.map(\.name) == ["shop-prod-check_inner", "shop-prod-check_outer"])
        #expect(project.networks.values.allSatisfy { !$0.isExternal && $0.ipam.pools.isEmpty })
        #expect(project.services["web"]?.networks["inner"]?.ipv4Address == nil)
        #expect(project.volumes.values.map(\.name) == ["shop-prod-check_data", "shop-prod-check_shared"])
        #expect(project.volumes.values.allSatisfy { !$0.isExternal })
        #expect(parallel.changes.map(\.what) == ["external network 'outer'", "external volume 'shared'"])
    }

    @Test func whatOfTheHostCanBeWrittenToIsReplaced() throws {
        let text = """
            services:
              web:
                image: web
                volumes:
                  - ./data:/data
                  - ./site.conf:/srv/site.conf
                  - ./conf.d:/etc/web/conf.d
                  - ./static:/static:ro
                  - /run/engine.sock:/run/engine.sock
            """
        let parallel = try Self.parallel(text)
        let mounts = try #require(parallel.project.services["web"]).mounts
        #expect(mounts.map(\.target) == ["/data", "/srv/site.conf", "/etc/web/conf.d", "/static", "/run/engine.sock"])
        #expect(mounts.first?.kind == .volume(source: nil, Mount.VolumeOptions()))
        #expect(mounts.map(\.readOnly) == [false, true, true, true, false])
        #expect(
            parallel.changes.map(\.instead) == [
                "an empty volume of its own", "the same, read-only", "the same, read-only",
            ]
        )
    }

    @Test func theNetworkOfTheHostIsGivenUp() throws {
        let parallel = try Self.parallel("services: {web: {image: web, network_mode: host}}")
        #expect(parallel.project.services["web"]?.networkMode == nil)
        #expect(parallel.project.services["web"]?.networks.keys.map(\.rawValue) == ["default"])
        #expect(parallel.project.networks["default"]?.name == "shop-prod-check_default")
        #expect(parallel.changes.map(\.what) == ["network mode 'host'"])
    }

    @Test func theProjectItIsMadeFromStaysAsItIs() throws {
        let loaded = try LoadedProject.shop("services: {web: {image: web, ports: [\"80:80\"]}}")
        _ = ParallelProject(of: loaded.project, named: "other") { _ in .directory }
        #expect(loaded.project.services["web"]?.ports.first?.published != nil)
    }
}
