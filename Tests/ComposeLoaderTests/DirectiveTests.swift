import ComposeLoader
import ComposeModel
import OrderedCollections
import Testing

/// `!reset` and `!override`.
@Suite struct DirectiveTests {
    private let lower = """
        services:
          web:
            image: x
            command: [a]
            ports: ['80:80']
            environment: {A: 1, B: 1}
            depends_on: [db]
          db:
            image: x
        """

    private func web(_ upper: String) throws -> Service {
        try Loading(layers: lower, "services:\n  web:\n" + upper).web()
    }

    @Test func resetRemovesAnAttribute() throws {
        let web = try web("    ports: !reset []\n    command: !reset null\n    depends_on: !reset {}\n")
        #expect(web.ports.isEmpty)
        #expect(web.command == nil)
        #expect(web.dependsOn.isEmpty)
    }

    @Test func resetRemovesOneEntry() throws {
        #expect(try web("    environment:\n      A: !reset null\n      C: 2\n").environment == ["B": "1", "C": "2"])
    }

    @Test func resetRemovesAWholeService() throws {
        let loaded = try Loading(
            layers: lower,
            "services:\n  web:\n    depends_on: !reset []\n  db: !reset null\n"
        ).run()
        #expect(Array(loaded.project.services.keys) == ["web"])
    }

    @Test func resetOfNothingDoesNothing() throws {
        #expect(try web("    hostname: !reset null\n").hostname == nil)
    }

    @Test func overrideReplacesListsAndMappings() throws {
        let web = try web("    ports: !override ['8080:80']\n    environment: !override {C: 2}\n")
        #expect(web.ports.map(\.published) == [PortMapping.PortRange(8080)])
        #expect(web.environment == ["C": "2"])
    }

    @Test func overrideReplacesAWholeService() throws {
        let web = try Loading(layers: lower, "services:\n  web: !override\n    image: y\n").web()
        #expect(web.image == "y")
        #expect(web.ports.isEmpty)
    }

    @Test func resetWinsOverAMergeKey() throws {
        let text = """
            x-common: &common
              image: x
              ports: ['80']
            services:
              web:
                <<: *common
                ports: !reset []
            """
        #expect(try Loading(text).web().ports.isEmpty)
    }

    @Test func directivesActOnAnExtendedService() throws {
        let text = """
            services:
              base:
                image: x
                ports: ['80']
                environment: {A: 1}
              web:
                extends: base
                ports: !override ['81']
                environment:
                  A: !reset null
            """
        let web = try Loading(text).web()
        #expect(web.ports.map(\.target) == [81])
        #expect(web.environment.isEmpty)
    }

    @Test func directivesOfAnExtendingServiceActOnEarlierLayersToo() throws {
        let upper = """
            services:
              base: {image: y}
              web:
                extends: base
                ports: !reset []
            """
        let web = try Loading(layers: lower, upper).web()
        #expect(web.image == "y")
        #expect(web.ports.isEmpty)
        #expect(web.command == ["a"])
    }

    @Test func directivesActOnAnIncludedProject() throws {
        let loading = Loading(files: [
            "compose.yaml": "include: [part/compose.yaml]\nservices:\n  web:\n    ports: !reset []\n",
            "part/compose.yaml": "services:\n  web:\n    image: x\n    ports: ['80']\n",
        ])
        #expect(try loading.web().ports.isEmpty)
    }
}
