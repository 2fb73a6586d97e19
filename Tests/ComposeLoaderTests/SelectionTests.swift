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
}
