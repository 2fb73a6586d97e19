import ComposeLoader
import Testing

/// Errors of several stages, reported together.
@Suite struct OneGoTests {
    /// The first two lines of each error: what, and where.
    func heads(_ loading: Loading) -> [String] {
        loading.failure().split(separator: "\n").filter { $0.hasPrefix("error: ") || $0.hasPrefix("  --> ") }
            .map(String.init)
    }

    @Test func aRequiredVariableHidesNoMisspeltAttribute() {
        #expect(
            Loading("services:\n  web:\n    image: app:${TAG:?}\n    enviroment: {A: b}\n").failure() == """
                error: required variable 'TAG' has no value
                  --> compose.yaml:3:16
                  |
                3 |     image: app:${TAG:?}
                  |                ^^^^^^^^

                hint: set it in the shell or in '.env'

                error: unknown attribute 'enviroment' in 'services.web'
                  --> compose.yaml:4:5
                  |
                4 |     enviroment: {A: …}
                  |     ^^^^^^^^^^

                hint: did you mean 'environment'?
                """
        )
    }

    @Test func layersAreAllLookedAt() {
        let loading = Loading(
            layers: "services:\n  web:\n    image: app:${TAG:?}\n",
            "services:\n  web:\n    prots: [80]\n",
            "services:\n  web:\n    image: \"x\n"
        )
        #expect(
            heads(loading) == [
                "error: the quote \" is not closed", "  --> c.yaml:3:12",
                "error: required variable 'TAG' has no value", "  --> a.yaml:3:16",
                "error: unknown attribute 'prots' in 'services.web'", "  --> b.yaml:3:5",
            ]
        )
    }

    @Test func includedAndExtendedFilesAreLookedAtToo() {
        let loading = Loading(files: [
            "compose.yaml":
                "include: [inc/compose.yaml]\nservices:\n  web:\n    extends: {file: base.yaml, service: web}\n    prots: [80]\n",
            "inc/compose.yaml": "services:\n  db:\n    imge: x\n",
            "base.yaml": "services:\n  web:\n    image: x\n    user: 1\n",
        ])
        #expect(
            heads(loading) == [
                "error: unknown attribute 'prots' in 'services.web'", "  --> compose.yaml:5:5",
                "error: unknown attribute 'imge' in 'services.db'", "  --> inc/compose.yaml:3:5",
                "error: 'services.web.user' must be a string, not a number", "  --> base.yaml:4:11",
            ]
        )
    }

    @Test func attributesMeaningsAndValuesAreLookedAtInOneGo() {
        let text = """
            services:
              web:
                image: x
                prots: [80]
                depends_on: [databse]
                mem_limit: 1x
                volumes: [data:/d]
                env_file: no.env
                container_name: "*"
              database: {image: y}

            """
        #expect(
            heads(Loading(text)) == [
                "error: unknown attribute 'prots' in 'services.web'", "  --> compose.yaml:4:5",
                "error: 'services.web.container_name' is not a container name: '*'", "  --> compose.yaml:9:21",
                "error: service 'web' depends on undefined service 'databse'", "  --> compose.yaml:5:18",
                "error: service 'web' refers to undefined volume 'data'", "  --> compose.yaml:7:15",
                "error: env file 'no.env' of service 'web' does not exist", "  --> compose.yaml:8:15",
                "error: 'services.web.mem_limit' must be a size, not '1x'", "  --> compose.yaml:6:16",
            ]
        )
    }

    @Test func whatFollowsFromAnErrorIsNotReported() {
        // A misspelt 'image' is not a missing one.
        #expect(
            heads(Loading("services:\n  web:\n    imge: x\n")) == [
                "error: unknown attribute 'imge' in 'services.web'", "  --> compose.yaml:3:5",
            ]
        )
        // Volumes below a misspelt 'volumes' are not undefined.
        #expect(
            heads(Loading("services:\n  web: {image: x, volumes: [data:/d]}\nvolume:\n  data:\n")) == [
                "error: unknown attribute 'volume' at the top level", "  --> compose.yaml:3:1",
            ]
        )
        // What a file defines that cannot be read is not undefined.
        let layers = Loading(layers: "services:\n  web: {image: x, depends_on: [db]}\n", "services:\n\tdb:\n")
        #expect(
            heads(layers) == [
                "error: there is a tab in the indentation, which may only have spaces", "  --> b.yaml:2:1",
            ]
        )
        // A text whose variable has no value is no port, no volume and no size.
        let text = """
            services:
              web:
                image: ${I:?}
                ports: ["${P:?}:80"]
                volumes: ["${V:?}"]
                mem_limit: ${M:?}
                environment: ["${E:?}"]
                build: {additional_contexts: ["${C:?}"]}
                extra_hosts: ["${H:?}"]

            """
        let names = ["I", "P", "V", "M", "E", "C", "H"]
        #expect(
            heads(Loading(text)).filter { $0.hasPrefix("error") }
                == names.map { "error: required variable '\($0)' has no value" }
        )
        // What is missing may stand under the unknown name.
        let dependency =
            "services:\n  db: {image: x}\n  web:\n    image: x\n    depends_on:\n      db:\n        conditon: service_started\n"
        #expect(
            heads(Loading(dependency)) == [
                "error: unknown attribute 'conditon' in 'services.web.depends_on.db'", "  --> compose.yaml:7:9",
            ]
        )
    }

    @Test func theFirstStageThatFailedIsNamed() {
        do throws(LoadError) {
            _ = try Loading("services:\n  web:\n    image: ${TAG:?}\n    prots: [80]\n").run()
            Issue.record("the project was loaded")
        } catch {
            #expect(error.stage == .interpolation && error.diagnostics.count == 2)
        }
    }
}
