import EngardeCommands
import Foundation
import TerminalOutput
import Testing

/// The program from its arguments to its messages and exit code, without an engine.
@Suite struct ProgramTests {
    private func engarde(
        _ arguments: String...,
        files: [String: String] = [:],
        environment: [String: String] = [:],
        input: String = ""
    ) async throws -> ProgramRun {
        try await engarde(arguments, files: files, environment: environment, input: input)
    }

    private func engarde(
        _ arguments: [String],
        files: [String: String] = [:],
        environment: [String: String] = [:],
        input: String = ""
    ) async throws -> ProgramRun {
        try await ProgramRun(["engarde"] + arguments, files: files, environment: environment, input: input)
    }

    @Test func versionIsALineOrANumber() async throws {
        let run = try await engarde("version")
        #expect(run.status == .success)
        #expect(run.output.hasPrefix("engarde "))
        #expect(try await engarde("version", "--short").output == run.output.dropFirst("engarde ".count))
        #expect(try await engarde("version", "-f", "json").output.hasPrefix("{\"version\":\""))
    }

    @Test func withoutAVerbTheHelpIsShown() async throws {
        let run = try await engarde()
        #expect(run.status == .success)
        for verb in ["up", "watch", "down", "start", "rm", "ps", "logs", "exec", "build", "config", "version"] {
            #expect(run.output.contains("\n  \(verb) "), "\(verb)")
        }
        #expect(try await engarde("--help").output == run.output)
    }

    @Test func noComposeFile() async throws {
        let run = try await engarde("up", "-d")
        #expect(run.status == .failure)
        #expect(
            run.errors == """
                error: no Compose file in 'DIR' or above it

                hint: create a 'compose.yaml', or name a file with '-f' (EG0201)

                """
        )
    }

    @Test func aMissingFile() async throws {
        let run = try await engarde("-f", "nope.yml", "config")
        #expect(run.status == .failure)
        #expect(run.errors == "error: Compose file 'nope.yml' does not exist\n\nhint: see 'engarde explain EG0202'\n")
    }

    @Test func anUnknownAttribute() async throws {
        let run = try await engarde("config", files: ["compose.yaml": "services:\n  a:\n    imgae: x\n"])
        #expect(run.status == .failure)
        #expect(
            run.errors == """
                error: unknown attribute 'imgae' in 'services.a'
                  --> compose.yaml:3:5
                  |
                3 |     imgae: x
                  |     ^^^^^

                hint: did you mean 'image'? (EG0230)

                """
        )
    }

    @Test(
        arguments: [
            (
                "services:\n  a:\n    image: x\n   b: [\n",
                """
                error: 'b' is indented by 3 spaces, which fits no line above
                  --> compose.yaml:4:4
                  |
                4 |    b: [
                  |    ^

                hint: indent it by 4 spaces, like line 3 (EG0211)

                """
            ),
            (
                "services:\n  a:\n    image: x\n    depends_on: [bb]\n  bbb: {image: y}\n",
                """
                error: service 'a' depends on undefined service 'bb'
                  --> compose.yaml:4:18
                  |
                4 |     depends_on: [bb]
                  |                  ^^

                hint: did you mean 'bbb'? (EG0260)

                """
            ),
            (
                "services:\n  a: {image: x, depends_on: [b]}\n  b: {image: y, depends_on: [a]}\n",
                """
                error: services depend on each other in a circle: 'a' -> 'b' -> 'a'
                  --> compose.yaml:2:30
                  |
                2 |   a: {image: x, depends_on: [b]}
                  |                              ^

                the circle:
                  | compose.yaml:2:30: 'a' depends on 'b'
                  | compose.yaml:3:30: 'b' depends on 'a'

                hint: remove one of these dependencies (EG0267)

                """
            ),
            (
                "services:\n  a:\n    image: \"${IMG:?set it}\"\n",
                """
                error: required variable 'IMG' has no value: set it
                  --> compose.yaml:3:13
                  |
                3 |     image: "${IMG:?set it}"
                  |             ^^^^^^^^^^^^^^

                hint: set it in the shell or in '.env' (EG0220)

                """
            ),
        ]
    )
    func aFileThatCannotBeLoadedIsLocated(text: String, report: String) async throws {
        for verb in ["config", "up"] {
            let run = try await engarde(verb, files: ["compose.yaml": text])
            #expect(run.status == .failure)
            #expect(run.errors == report)
            #expect(run.output == "")
        }
    }

    @Test func noEngineAtTheSocket() async throws {
        let run = try await engarde(
            "up",
            "-d",
            files: ["compose.yaml": "services: {a: {image: x}}\n"],
            environment: ["DOCKER_HOST": "unix:///nowhere/docker.sock"]
        )
        #expect(run.status == .failure)
        #expect(
            run.errors == """
                error: no engine at '/nowhere/docker.sock': the socket does not exist

                hint: start the engine, or set DOCKER_HOST to where it listens (EG0501)

                """
        )
    }

    @Test func nobodyListensAtAPort() async throws {
        let run = try await engarde(
            "ps",
            files: ["compose.yaml": "services: {a: {image: x}}\n"],
            environment: ["DOCKER_HOST": "tcp://127.0.0.1:1"]
        )
        #expect(run.status == .failure)
        #expect(
            run.errors == """
                error: no engine answers at 'tcp://127.0.0.1:1': nobody listens there

                hint: start the engine, or set DOCKER_HOST to where it listens (EG0501)

                """
        )
    }

    @Test func aServiceThatDoesNotExistIsRefusedWithASuggestion() async throws {
        let run = try await engarde("logs", "bakcend", files: ["compose.yaml": "services: {backend: {image: x}}\n"])
        #expect(run.errors == "error: no such service: bakcend\n\nhint: did you mean 'backend'? (EG0406)\n")
    }

    @Test func standardInputIsAComposeFile() async throws {
        let run = try await engarde("-f", "-", "-p", "p", "config", "--images", input: "services: {a: {image: x:1}}")
        #expect(run.status == .success)
        #expect(run.output == "x:1\n")
    }

    private static let layers = [
        "compose.yaml":
            "services:\n  a:\n    image: x\n    environment:\n      DEBUG: ${DEBUG:-no}\n      WORD: $WORD\n",
        "compose.override.yaml": "services:\n  a:\n    environment:\n      DEBUG: yes\n", ".env": "WORD=hello\n",
    ]

    @Test func everyValueIsTracedToFileAndLine() async throws {
        let run = try await engarde("config", "--explain", "services.a.environment", files: Self.layers)
        #expect(
            run.output == """
                services.a.environment.DEBUG = "yes"
                  set         compose.yaml:5:14           ${DEBUG:-no}  (DEBUG=no by default)
                  replaced    compose.override.yaml:4:14  yes
                services.a.environment.WORD = hello
                  set         compose.yaml:6:13  $WORD  (WORD=hello from .env:1:1)

                """
        )
        let nowhere = try await engarde("config", "--explain", "services.b", files: Self.layers)
        #expect(
            nowhere.errors
                == "error: there is nothing at 'services.b'\n\nhint: paths look like 'services.web.ports[0]'\n"
        )
    }

    @Test func theVariablesOfTheFilesAreListed() async throws {
        let run = try await engarde("config", "--variables", files: Self.layers)
        #expect(
            run.output == """
                NAME   REQUIRED   DEFAULT VALUE   ALTERNATE VALUE
                WORD   false

                """
        )
        let base = try await engarde("-f", "compose.yaml", "config", "--variables", files: Self.layers)
        #expect(base.output.contains("\nDEBUG   false      no\n"))
    }

    @Test func theVariablesOfTheFilesAreDataForScripts() async throws {
        let files = ["compose.yaml": "services: {a: {image: 'x:${TAG:-1}${PATCH:?which}'}}\n"]
        let json = try await engarde("config", "--variables", "--format", "json", files: files)
        #expect(
            json.output == """
                {
                    "PATCH": {
                        "Name": "PATCH",
                        "DefaultValue": "",
                        "PresenceValue": "",
                        "Required": true
                    },
                    "TAG": {
                        "Name": "TAG",
                        "DefaultValue": "1",
                        "PresenceValue": "",
                        "Required": false
                    }
                }

                """
        )
        let yaml = try await engarde("config", "--variables", "--format", "yaml", files: files)
        #expect(
            yaml.output == """
                PATCH:
                    name: PATCH
                    defaultvalue: ""
                    presencevalue: ""
                    required: true
                TAG:
                    name: TAG
                    defaultvalue: "1"
                    presencevalue: ""
                    required: false

                """
        )
    }

    @Test func digestsAreThoseOfTheServicesAndChangeWithThem() async throws {
        let first = try await engarde("-p", "p", "config", "--hash", "*", files: Self.layers)
        let again = try await engarde("-p", "p", "config", "--hash", "a", files: Self.layers)
        let other = try await engarde(
            "-p",
            "p",
            "config",
            "--hash",
            "a",
            files: Self.layers,
            environment: ["WORD": "bye"]
        )
        #expect(first.output == again.output)
        #expect(first.output.hasPrefix("a ") && first.output.count == 2 + 64 + 1)
        #expect(other.output != first.output)
    }

    @Test func strictTakesWarningsForErrors() async throws {
        let files = ["compose.yaml": "services: {a: {image: x, environment: {A: $NOTHING}}}\n"]
        #expect(try await engarde("config", "-q", files: files).status == .success)
        let strict = try await engarde("config", "-q", "--strict", files: files)
        #expect(strict.status == .failure)
        #expect(strict.errors.hasPrefix("warning: "))
    }

    @Test func digestsOfAListOfServices() async throws {
        let files = ["compose.yaml": "services: {a: {image: x, pid: 'service:b'}, b: {image: y}, c: {image: z}}\n"]
        let all = try await engarde("-p", "p", "config", "--hash", "*", files: files).output.split(separator: "\n")
        #expect(all.map { $0.prefix(2) } == ["a ", "b ", "c "])
        let some = try await engarde("-p", "p", "config", "--hash", "c,a", files: files)
        #expect(some.output.split(separator: "\n") == [all[0], all[2]])
        #expect(
            try await engarde("-p", "p", "config", "--hash", "a,d", files: files).errors
                == "error: no such service: d\n\nhint: see 'engarde explain EG0406'\n"
        )
    }

    @Test(
        arguments: [
            (["up", "-d"], "COMPOSE_REMOVE_ORPHANS", "maybe"), (["up", "-d"], "COMPOSE_IGNORE_ORPHANS", "yes"),
            (["down"], "COMPOSE_REMOVE_ORPHANS", "on"), (["up", "--dry-run"], "COMPOSE_COMPATIBILITY", "2"),
        ]
    )
    func aVariableThatIsNeitherTrueNorFalseIsNamed(arguments: [String], name: String, value: String) async throws {
        let text = "services: {a: {image: x}}\n"
        let noEngine = ["DOCKER_HOST": "unix:///nowhere", "XDG_STATE_HOME": "/nowhere"]
        let warning =
            "warning: \(name) is neither true nor false, so it counts as false: '\(value)' (write 'true' or 'false')\n"
        for (files, environment) in [
            (["compose.yaml": text], [name: value]), (["compose.yaml": text, ".env": "\(name)=\(value)\n"], [:]),
        ] {
            let variables = noEngine.merging(environment) { $1 }
            let run = try await engarde(["-p", "x"] + arguments, files: files, environment: variables)
            #expect(run.errors.hasPrefix(warning), "\(run.errors)")
            #expect(run.errors.components(separatedBy: name).count == 2, "\(run.errors)")
        }
        for meant in ["true", "Y", " 1 ", "false", "no", "off", "0", ""] {
            let variables = noEngine.merging([name: meant]) { $1 }
            let run = try await engarde(["-p", "x"] + arguments, files: ["compose.yaml": text], environment: variables)
            #expect(!run.errors.contains(name), "\(meant): \(run.errors)")
        }
    }

    @Test(
        arguments: [
            (["up", "-d", "--remove-orphans"], "leave out '--remove-orphans', or unset COMPOSE_IGNORE_ORPHANS", ""),
            (["up", "-d"], "unset COMPOSE_REMOVE_ORPHANS or COMPOSE_IGNORE_ORPHANS", "COMPOSE_REMOVE_ORPHANS=1\n"),
        ]
    )
    func orphansAreNotBothRemovedAndIgnored(arguments: [String], hint: String, file: String) async throws {
        let files = ["compose.yaml": "services: {a: {image: x}}\n", ".env": "COMPOSE_IGNORE_ORPHANS=true\n\(file)"]
        let run = try await engarde(arguments, files: files, environment: ["DOCKER_HOST": "unix:///nowhere"])
        #expect(run.status == .failure)
        #expect(run.errors == "error: orphans cannot be both removed and ignored\n\nhint: \(hint)\n")
    }
}
