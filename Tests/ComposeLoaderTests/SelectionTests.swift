import ComposeLoader
import ComposeModel
import OrderedCollections
import Testing

@Suite struct SelectionTests {
    private let text = """
        services:
          web: {image: x, depends_on: [db], networks: [front]}
          db: {image: x, volumes: ['data:/d']}
          other: {image: x, volumes: ['more:/m']}
          tool: {image: x, profiles: [debug], env_file: tool.env, networks: [tools]}
          probe: {image: x, profiles: [debug]}
        networks: {front: , tools: }
        volumes: {data: , more: }
        """

    @Test func namedServicesAreEnabledWhateverTheirProfiles() throws {
        let loading = Loading(files: ["compose.yaml": text, "tool.env": "A=1\n"]).with {
            $0.request.services = ["tool"]
        }
        let project = try loading.run().project
        #expect(project.services["tool"]?.environment == ["A": "1"])
        #expect(project.networks["tools"] != nil)
        #expect(project.profiles == ["debug"])
    }

    @Test func selectedServicesBringWhatTheyDependOn() throws {
        let loaded = try Loading(text).run().selecting(["web"])
        #expect(loaded.project.services.keys.map(\.rawValue) == ["db", "web"])
        #expect(loaded.project.disabledServices.keys.map(\.rawValue) == ["other", "probe", "tool"])
        #expect(loaded.project.volumes.keys.map(\.rawValue) == ["data"])
        let config = ConfigRenderer().text(loaded)
        #expect(config.contains("\n  web:\n") && !config.contains("other") && !config.contains("more"))
    }

    @Test func selectingNothingSelectsAll() throws {
        let loaded = try Loading(text).run()
        #expect(loaded.selecting([]).project == loaded.project)
    }

    /// Services that lack what they name or need, or share a container name, beside one that lacks nothing.
    private let lacking = Loading(
        """
        services:
          web:
            image: x
            env_file: no.env
            container_name: same
            depends_on: [db]
          db:
            image: x
            label_file: no.labels
            container_name: same
            healthcheck: {test: x, start_interval: 5s}
          other: {image: x}
        """
    )

    private func needing(_ needed: LoadRequest.NeededServices, _ services: String...) -> Loading {
        lacking.with {
            $0.request.services = services
            $0.request.neededServices = needed
        }
    }

    private func errors(_ loading: Loading) -> [String] {
        loading.failure().split(separator: "\n").filter { $0.hasPrefix("error: ") }.map { String($0.dropFirst(7)) }
    }

    @Test func whatAnUnneededServiceLacksStopsNothing() throws {
        let names = ["web", "db", "other"].sorted()
        for loading in [
            needing(.none), needing(.none, "web"), needing(.named(withDependencies: true), "other"),
            needing(.named(withDependencies: false), "other"),
        ] {
            #expect(try loading.run().project.services.keys.map(\.rawValue) == names)
        }
    }

    @Test func whatANeededServiceLacksStopsAll() {
        let sameName = "service 'db': container name \"same\" is already in use by service 'web'"
        let period = "service 'db': healthcheck.start_interval requires healthcheck.start_period to be set"
        let environment = "env file 'no.env' of service 'web' does not exist"
        let labels = "label file 'no.labels' of service 'db' does not exist"
        #expect(errors(needing(.all)) == [period, sameName, environment, labels])
        #expect(errors(needing(.all, "other")) == [period, sameName, environment, labels])
        #expect(errors(needing(.named(withDependencies: true))) == [period, sameName, environment, labels])
        #expect(errors(needing(.named(withDependencies: true), "web")) == [period, sameName, environment, labels])
        #expect(errors(needing(.named(withDependencies: false), "web")) == [environment])
        #expect(errors(needing(.named(withDependencies: true), "db")) == [period, labels])
    }
}
