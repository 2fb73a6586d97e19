@testable import EngardeCommands
import TerminalOutput
import Testing

/// Options that are refused, accepted without effect, or go on to other parts.
@Suite struct OptionTests {
    private static let file = [
        "compose.yaml": "services: {web: {image: x, build: .}, own: {build: .}, db: {image: y}}\n"
    ]
    /// What gets as far as the engine was accepted.
    private static let withoutEngine = ["DOCKER_HOST": "unix:///nowhere/docker.sock"]

    @Test(
        arguments: [
            (
                ["up", "-d", "--attach", "web"], "--detach and --attach contradict each other",
                "leave out '--detach' or '--attach'"
            ),
            (
                ["up", "--wait", "--abort-on-container-exit"],
                "--wait and --abort-on-container-exit contradict each other",
                "leave out '--wait' or '--abort-on-container-exit'"
            ),
            (
                ["up", "-d", "--exit-code-from=web"], "--detach and --exit-code-from contradict each other",
                "leave out '--detach' or '--exit-code-from'"
            ),
            (
                ["up", "--attach", "web", "--attach-dependencies"],
                "--attach and --attach-dependencies contradict each other",
                "leave out '--attach' or '--attach-dependencies'"
            ),
            (
                ["up", "--abort-on-container-exit", "--abort-on-container-failure"],
                "--abort-on-container-failure and --abort-on-container-exit contradict each other",
                "leave out '--abort-on-container-failure' or '--abort-on-container-exit'"
            ),
            (
                ["up", "--no-recreate", "-V"], "--renew-anon-volumes and --no-recreate contradict each other",
                "leave out '--renew-anon-volumes' or '--no-recreate'"
            ),
            (
                ["up", "--always-recreate-deps", "--no-recreate"],
                "--always-recreate-deps and --no-recreate contradict each other",
                "leave out '--always-recreate-deps' or '--no-recreate'"
            ),
            (
                ["up", "--no-build", "-w"], "--no-build and --watch contradict each other",
                "leave out '--no-build' or '--watch'"
            ),
            (
                ["watch", "--stop", "web"], "--stop is about the whole project and takes no services",
                "write 'engarde watch --stop'"
            ),
            (
                ["run", "-P", "-p", "80", "web"], "--service-ports and --publish are incompatible",
                "leave out '--service-ports' or '--publish'"
            ),
            (
                ["run", "-t", "-T", "web"], "--tty and --no-TTY can't be used together",
                "leave out '--tty' or '--no-TTY'"
            ),
            (
                ["run", "-l", "x", "web"], "label must be set as KEY=VALUE, not 'x'",
                "write '--label name=value'"
            ),
            (
                ["run", "--rm"], "a service is needed",
                "write 'engarde run [options] <service> [command] [argument...]'"
            ),
            (["wait"], "a service is needed", "write 'engarde wait [options] <service...>'"),
            (["attach", "web", "db"], "one service is needed", "write 'engarde attach [options] <service>'"),
            (
                ["--parallel", "0", "up"], "--parallel is at least 1, or -1: 0",
                "write '--parallel 4' for four steps at once, or leave it out for no limit"
            ),
            (["logs", "--index", "2"], "--index needs one service", "write 'engarde logs --index 2 <service>'"),
            (
                ["kill", "-s", "HUP 1"], "a signal is a name or a number, not 'HUP 1'",
                "write '--signal SIGHUP' or '--signal 1'"
            ),
            (
                ["man", "-o", "pages", "up"], "--output writes all pages, and takes no command",
                "leave out '--output' or 'up'"
            ),
            (
                ["logs", "--since", "soon"],
                "'soon' is no time", "write '10m', '2026-01-31T12:00:00' or seconds since 1970"
            ),
            (
                ["build", "--memory", "1g"],
                "--memory is not supported: the engine's builder, BuildKit, has no such limit", "leave out '--memory'"
            ),
        ]
    )
    func whatDoesNotGoTogetherIsRefused(arguments: [String], message: String, hint: String) async throws {
        let run = try await ProgramRun(["engarde"] + arguments, files: Self.file)
        #expect(run.status == .failure)
        #expect(run.errors == "error: \(message)\n\nhint: \(hint)\n")
    }

    @Test(
        arguments: [
            (
                ["--ssh", "own"], "invalid ssh key \"own\"",
                "write it as 'own=FILE', where the file is a key or an agent's socket"
            ),
            (
                ["--secret", "id=own"], "--secret is not supported: builds get the secrets of the project",
                "declare it under 'secrets', and name it in 'build.secrets' of the service"
            ),
            (
                ["--builder", "big"], "there is no builder 'big': engarde builds with the engine's own",
                "leave '--builder' out, or build with 'docker compose build --builder big'"
            ),
            (
                ["--check"], "--check is not supported: Dockerfiles are not checked without building them",
                "'docker compose build --check' works on the same project"
            ),
            (
                ["--check"], "--check is not supported: Dockerfiles are not checked without building them",
                "'docker compose build --check' works on the same project"
            ),
        ]
    )
    func whatTheBuilderCannotDoIsSaid(arguments: [String], message: String, hint: String) async throws {
        let run = try await ProgramRun(["engarde", "build"] + arguments, files: Self.file)
        #expect(run.status == .failure)
        #expect(run.errors == "error: \(message)\n\nhint: \(hint)\n")
    }

    @Test func whatDockerComposeHasIsNamedAsItHasToBeCalled() async throws {
        let check = try await ProgramRun("engarde", "-p", "shop", "build", "--check", "own", "web", files: Self.file)
        #expect(check.status == .failure)
        #expect(
            check.errors == """
                error: --check is not supported: Dockerfiles are not checked without building them

                hint: 'docker compose -p shop build --check own web' works on the same project

                """
        )
    }

    @Test(
        arguments: [
            [
                "build", "--provenance=false", "--sbom=false", "--builder", "default", "--parallel", "--compress", "-q",
                "--dry-run", "web",
            ],
            ["--dry-run", "build", "--progress", "plain", "--force-rm", "web"],
        ]
    )
    func whatChangesNothingIsAccepted(arguments: [String]) async throws {
        let run = try await ProgramRun(["engarde"] + arguments, files: Self.file, environment: Self.withoutEngine)
        #expect(run.errors.hasPrefix("error: no engine at '/nowhere/docker.sock'"), "\(run.errors)")
    }

    @Test func whatBakeIsGivenIsPrintedWithoutAnEngine() async throws {
        let run = try await ProgramRun(
            ["engarde", "-p", "p", "build", "--print", "--check", "own"],
            files: Self.file,
            environment: Self.withoutEngine
        )
        #expect(run.status == .success && run.errors == "", "\(run.errors)")
        #expect(run.output.hasPrefix("{\n  \"group\": {\n    \"default\": {\n      \"targets\": [\n        \"own\"\n"))
        #expect(run.output.contains("\"call\": \"lint\"") && run.output.contains("\"p-own\""), "\(run.output)")
        let nothing = try await ProgramRun(["engarde", "build", "--print", "db"], files: Self.file)
        #expect(nothing.output == "" && nothing.errors == "warning: no service to build\n")
    }

    @Test func pushingNeedsTheEngineAsBuildingDoes() async throws {
        let run = try await ProgramRun(
            ["engarde", "-p", "p", "build", "--push", "own"],
            files: Self.file,
            environment: Self.withoutEngine
        )
        #expect(run.errors.contains("no engine at '/nowhere/docker.sock'"), "\(run.errors)")
    }

    @Test func whatIsNotGivenComesFromTheEnvironment() throws {
        let environment = ["COMPOSE_PROGRESS": "json", "COMPOSE_ANSI": "never", "COMPOSE_PARALLEL_LIMIT": "3"]
        let global = try EngardeCommand.parsed([]).options.completed(by: environment)
        #expect(global.progress == .json && global.ansi == .never && global.parallelLimit == 3)
        let given = try EngardeCommand.parsed(["--progress=plain", "--ansi=always", "--parallel=5"]).options
            .completed(by: environment)
        #expect(given.progress == .plain && given.ansi == .always && given.parallelLimit == 5)
    }

    @Test(
        arguments: [
            (
                ["COMPOSE_PROGRESS": "loud"],
                "'loud' is no value of COMPOSE_PROGRESS\n\nhint: use 'auto', 'tty', 'plain', 'json' or 'quiet'"
            ),
            (
                ["COMPOSE_PARALLEL_LIMIT": "x"],
                "COMPOSE_PARALLEL_LIMIT is no whole number: 'x'\n\nhint: set it to a number such as 4, or unset it"
            ),
        ]
    )
    func anEnvironmentThatMeansNothingIsNamed(environment: [String: String], message: String) async throws {
        #expect(try await ProgramRun("engarde", "ps", environment: environment).errors == "error: \(message)\n")
    }

    @Test(
        arguments: [
            (["--progress", "tty", "--ansi", "never"], [:]), (["--progress", "tty", "--no-ansi"], [:]),
            (["--progress", "tty"], ["COMPOSE_ANSI": "never"]), (["--ansi", "never"], ["COMPOSE_PROGRESS": "tty"]),
        ]
    )
    func nothingIsRedrawnWhereControlSequencesAreForbidden(options: [String], environment: [String: String])
        async throws
    {
        #expect(
            try await ProgramRun(["engarde"] + options + ["up"], environment: environment).errors == """
                error: can't use --progress tty while ANSI support is disabled

                hint: leave out '--progress tty' or '--ansi never', or unset COMPOSE_PROGRESS or COMPOSE_ANSI

                """
        )
    }

    @Test func theOldNameOfAnsiNeverIsKnown() throws {
        #expect(
            try EngardeCommand.parsed(["--no-ansi"]).options.completed(by: ["COMPOSE_ANSI": "always"]).ansi == .never
        )
    }

    @Test func execSaysWhatItWouldRun() async throws {
        let run = try await ProgramRun("engarde", "--dry-run", "exec", "-it", "web", "ls", "-l", files: Self.file)
        #expect(run.output == "run 'ls -l' in service 'web'\n")
        let arguments = ["engarde", "--progress", "json", "--dry-run", "exec", "web", "ls", "-l"]
        #expect(
            try await ProgramRun(arguments, files: Self.file).output == """
                {"after":[],"cause":"asked for","operation":"run command","service":"web","step":1,"subject":"web"}

                """
        )
    }

    @Test(
        arguments: [
            ("plain", "wait for service 'web'\n"),
            (
                "json",
                """
                {"after":[],"cause":"asked for","operation":"wait for container","service":"web","step":1,\
                "subject":"web"}

                """
            ),
        ]
    )
    func waitSaysWhatItWouldWaitFor(mode: String, output: String) async throws {
        let run = try await ProgramRun("engarde", "--progress", mode, "--dry-run", "wait", "web", files: Self.file)
        #expect(run.output == output)
    }

    @Test func unusedResourcesAreThereWhenAsked() async throws {
        let files = ["compose.yaml": "services: {web: {image: x}}\nvolumes: {data: {}}\n"]
        #expect(try await ProgramRun("engarde", "config", "--volumes", files: files).output == "")
        #expect(
            try await ProgramRun("engarde", "--all-resources", "config", "--volumes", files: files).output == "data\n"
        )
    }

    @Test(
        arguments: [
            ("json", "{\"version\":\"\(EngardeVersion.current)\"}\n", ""),
            ("v{{.Version}}", "v\(EngardeVersion.current)\n", ""),
            ("jsno", "", "error: 'jsno' is no value of '--format'\n\nhint: did you mean 'json'?\n"),
        ]
    )
    func theVersionHasSeveralForms(format: String, output: String, errors: String) async throws {
        let run = try await ProgramRun("engarde", "version", "--format", format)
        #expect(run.output == output && run.errors == errors)
    }

    @Test func theVersionIsShownBeforeAnyVerb() async throws {
        let version = try await ProgramRun("engarde", "version").output
        for option in ["--version", "-v"] { #expect(try await ProgramRun("engarde", option).output == version) }
    }
}
