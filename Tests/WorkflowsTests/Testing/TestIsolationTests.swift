import ComposeLoader
import ComposeModel
import OrderedCollections
import Reconciliation
import TestSupport
import Testing

@testable import Workflows

/// A project that shares nothing with others on the engine.
@Suite struct TestIsolationTests {
    private func isolated(_ text: String) throws -> TestIsolation { TestIsolation(try .shop(text)) }

    @Test func nothingIsPublishedAndNoNameIsFixed() throws {
        let isolation = try isolated(
            """
            services:
              db:
                image: postgres
                container_name: shop_db
                ports: ["5432:5432"]
                volumes: ["data:/var/lib/postgresql/data"]
                networks: {inner: {ipv4_address: 10.1.0.5}}
            networks:
              inner: {name: shared, ipam: {config: [{subnet: 10.1.0.0/24}]}}
            volumes:
              data: {name: precious}
            """
        )
        let project = isolation.loaded.project
        let db = try #require(project.services["db"])
        #expect(db.ports.isEmpty && db.containerName == nil)
        #expect(db.networks["inner"]?.ipv4Address == nil)
        #expect(project.networks["inner"]?.name == "shop_inner")
        #expect(project.networks["inner"]?.ipam.pools.isEmpty == true)
        #expect(project.volumes["data"]?.name == "shop_data")
        #expect(isolation.warnings.isEmpty)
    }

    @Test func imagesThatAreBuiltDoNotTakeTheNamesOfOthers() throws {
        let services = try isolated(
            """
            services:
              api: {image: "api:latest", build: {context: ./api, target: testing, tags: ["api:1"]}}
              worker: {image: "api:latest"}
              db: {image: postgres}
            """
        )
        .loaded.project.services
        #expect(services["api"]?.image == "shop-api")
        #expect(services["api"]?.build?.tags == [])
        #expect(services["worker"]?.image == "shop-api")
        #expect(services["db"]?.image == "postgres")
    }

    @Test func dataOfTheHostIsNotTouched() throws {
        let isolation = try isolated(
            """
            services:
              db:
                image: postgres
                volumes: ["./pg:/var/lib/postgresql/data", "./init:/docker-entrypoint-initdb.d:ro", "old:/old"]
            volumes:
              old: {external: true}
            """
        )
        let project = isolation.loaded.project
        let kinds = project.services["db"]?.mounts.map(\.kind) ?? []
        #expect(kinds.first == .volume(source: nil, Mount.VolumeOptions()))
        #expect(kinds.dropFirst().first == .bind(source: "/shop/init", Mount.BindOptions()))
        #expect(project.volumes["old"]?.isExternal == false)
        #expect(
            isolation.warnings == [
                """
                service 'db' keeps data in a directory of this machine at '/var/lib/postgresql/data': the tests get an \
                empty volume there
                """,
                "volume 'old' is external: the tests get an empty one of their own in its place",
            ]
        )
    }

    @Test func whatIsWantedFromAContainerIsNotInMemory() throws {
        let service = try #require(
            try LoadedProject.shop("services: {api: {image: a, tmpfs: [/tmp, /run], read_only: true}}")
                .project.services["api"]
        )
        var line = TestLine(["pytest"])
        let reports = TestReports(TestSettings(), addingTo: &line)
        let oneOff = TestContainer.oneOff(of: service, running: line, keeping: reports, slug: "1")
        #expect(oneOff.service.tmpfs.map(\.target) == ["/run"])
        #expect(!oneOff.service.readOnly)
        #expect(oneOff.service.command == ["pytest", "--junitxml=/tmp/engarde/junit.xml"])
        let without = TestContainer.oneOff(of: service, running: nil, keeping: TestReports(TestSettings()), slug: "1")
        #expect(without.service.tmpfs.count == 2 && without.service.readOnly)
    }
}
