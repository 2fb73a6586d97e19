import ComposeLoader
import ComposeModel
import OrderedCollections
import Testing

@Suite struct DiscoveryTests {
    private let web = "services:\n  web: {image: x}\n"

    private func image(_ image: String) -> String { "services:\n  web: {image: \(image)}\n" }

    @Test func theFirstOfTheKnownNamesWinsWithAWarning() throws {
        let loading = Loading(files: ["compose.yaml": image("a"), "docker-compose.yml": image("b")])
        #expect(try loading.web().image == "a")
        #expect(
            try loading.warnings() == [
                "warning: there are several Compose files: 'compose.yaml', 'docker-compose.yml'; 'compose.yaml' is used "
                    + "(name the one you mean with '-f')"
            ]
        )
    }

    @Test func anOverrideFileIsLaidOverIt() throws {
        let loading = Loading(files: [
            "docker-compose.yml": image("a"), "docker-compose.override.yml": "services: {web: {hostname: h}}\n",
        ])
        let loaded = try loading.run()
        #expect(loaded.project.services["web"]?.hostname == "h")
        #expect(loaded.project.composeFiles == ["/project/docker-compose.yml", "/project/docker-compose.override.yml"])
    }

    @Test func anOverrideFileIsNotUsedBesideNamedFiles() throws {
        let loading = Loading(files: [
            "docker-compose.yml": image("a"), "docker-compose.override.yml": "services: {web: {hostname: h}}\n",
        ]).with { $0.request.files = ["docker-compose.yml"] }
        #expect(try loading.web().hostname == nil)
    }

    @Test func theSearchGoesUpward() throws {
        let loading = Loading(files: ["compose.yaml": "services:\n  web: {build: .}\n", "a/b/x": ""])
            .with { $0.request.workingDirectory = "/project/a/b" }
        let loaded = try loading.run()
        #expect(loaded.project.workingDirectory == "/project")
        #expect(loaded.project.services["web"]?.build?.context == "/project")
    }

    @Test func composeFileNamesFilesInTheShellOrInTheEnvFile() throws {
        let files = ["a.yaml": image("a"), "b.yaml": "services: {web: {hostname: h}}\n"]
        let shell = Loading(files: files).with { $0.environment["COMPOSE_FILE"] = "a.yaml:b.yaml" }
        #expect(try shell.web().hostname == "h")
        let dotenv = Loading(
            files: files.merging([".env": "COMPOSE_FILE=a.yaml,b.yaml\nCOMPOSE_PATH_SEPARATOR=,\n"]) { $1 }
        )
        #expect(try dotenv.web().hostname == "h")
        let flag = shell.with { $0.request.files = ["a.yaml"] }
        #expect(try flag.web().hostname == nil)
    }

    @Test func pathsAreTakenFromTheFirstFileOrTheProjectDirectory() throws {
        let files = [
            "x/a.yaml": "services:\n  web: {build: ., image: a}\n", "y/b.yaml": "services: {web: {hostname: h}}\n",
        ]
        let loading = Loading(files: files).with { $0.request.files = ["x/a.yaml", "y/b.yaml"] }
        #expect(try loading.web().build?.context == "/project/x")
        #expect(try loading.with { $0.request.projectDirectory = "z" }.web().build?.context == "/project/z")
    }

    @Test func standardInputIsAFile() throws {
        let loading = Loading(files: [:]).with {
            $0.request.files = ["-"]
            $0.request.standardInput = Array("services:\n  web: {image: x, ports: 1}\n".utf8)
        }
        #expect(loading.failure().contains("--> -:2:26"))
    }

    @Test func theNameComesFromFlagShellFileOrDirectory() throws {
        let named = Loading("name: From-File\n" + web)
        #expect(try named.run().project.name == "from-file")
        #expect(try Loading(web).run().project.name == "project")
        #expect(try named.with { $0.environment["COMPOSE_PROJECT_NAME"] = "shell" }.run().project.name == "shell")
        let both = named.with {
            $0.environment["COMPOSE_PROJECT_NAME"] = "shell"
            $0.request.projectName = "flag"
        }
        #expect(try both.run().project.name == "flag")
        let dotted = Loading(files: ["/srv/My.App_1/compose.yaml": web]).with {
            $0.request.workingDirectory = "/srv/My.App_1"
        }
        #expect(try dotted.run().project.name == "myapp_1")
    }

    @Test func theNameIsAVariableOfTheFile() throws {
        let loading = Loading("name: a-${X:-b}\nservices:\n  web: {image: 'x/${COMPOSE_PROJECT_NAME}'}\n")
        #expect(try loading.web().image == "x/a-b")
    }

    @Test func theShellWinsOverEnvFilesAndLaterFilesOverEarlierOnes() throws {
        let files = [
            "compose.yaml": "services:\n  web: {image: '${A}-${B}-${C}'}\n", ".env": "A=dot\nB=dot\nC=dot\n",
            "one.env": "A=one\nB=one\n", "two.env": "B=two\nC=two-${A}\n",
        ]
        #expect(try Loading(files: files).web().image == "dot-dot-dot")
        let flags = Loading(files: files).with {
            $0.request.environmentFiles = ["one.env", "two.env"]
            $0.environment["A"] = "shell"
        }
        #expect(try flags.web().image == "shell-two-two-shell")
        let variable = Loading(files: files).with { $0.environment["COMPOSE_ENV_FILES"] = "one.env,two.env" }
        #expect(try variable.web().image == "one-two-two-one")
        let disabled = Loading(files: files).with { $0.environment["COMPOSE_DISABLE_ENV_FILE"] = "true" }
        #expect(try disabled.web().image == "--")
    }

    @Test func anEnvFileMayBeBelowTheHomeDirectory() throws {
        let files = [
            "compose.yaml": "services:\n  web: {image: 'x:${TAG}'}\n", "/home/dev/one.env": "TAG=home\n",
            "~other.env": "TAG=here\n",
        ]
        #expect(try Loading(files: files).with { $0.request.environmentFiles = ["~/one.env"] }.web().image == "x:home")
        let list = Loading(files: files).with { $0.environment["COMPOSE_ENV_FILES"] = "~/one.env" }
        #expect(try list.web().image == "x:home")
        let other = Loading(files: files).with { $0.request.environmentFiles = ["~other.env"] }
        #expect(try other.web().image == "x:here")
    }

    @Test func aMissingNamedEnvFileIsAnError() {
        let loading = Loading(web).with { $0.request.environmentFiles = ["none.env"] }
        #expect(loading.failure() == "error: env file 'none.env' does not exist")
    }

    @Test func profilesComeFromFlagsOrTheShell() throws {
        let text = "services:\n  a: {image: x}\n  b: {image: x, profiles: [p, q]}\n  c: {image: x, profiles: [r]}\n"
        let names = { (loading: Loading) in try loading.run().project.services.keys.map(\.rawValue) }
        #expect(try names(Loading(text)) == ["a"])
        #expect(try names(Loading(text).with { $0.request.profiles = ["q"] }) == ["a", "b"])
        #expect(try names(Loading(text).with { $0.request.profiles = ["*"] }) == ["a", "b", "c"])
        #expect(try names(Loading(text).with { $0.environment["COMPOSE_PROFILES"] = "p, r" }) == ["a", "b", "c"])
        let loaded = try Loading(text).run()
        #expect(loaded.project.disabledServices.keys.map(\.rawValue) == ["b", "c"])
    }
}
