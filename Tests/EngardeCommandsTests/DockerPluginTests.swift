@testable import EngardeCommands
import Testing

/// The program as docker's plugin: its name decides, and docker's own options stand before the plugin's.
@Suite struct DockerPluginTests {
    @Test(
        arguments: [
            ("docker-compose", "compose up -d", "", "up", "-d", true),
            (
                "/usr/lib/docker/cli-plugins/docker-engarde", "--context dev engarde -p x up",
                "--context=dev --project-name=x", "up", "", true
            ),
            (
                "docker-compose", "-H tcp://a:1 -D --tlsverify compose ps", "--host=tcp://a:1 --debug --tlsverify",
                "ps", "", true
            ),
            ("docker-compose", "up compose", "", "up", "compose", false),
            ("docker-compose", "-f a.yml ps", "--file=a.yml", "ps", "", false),
            ("docker-compose", "help compose up", "", "help", "up", true),
            ("docker-engarde", "engarde exec engarde engarde", "", "exec", "engarde engarde", true),
            ("engarde", "compose up", "", "compose", "up", false),
            ("docker-", "compose up", "", "compose", "up", false),
        ]
    )
    func thePluginsNameIsLeftOut(
        path: String,
        line: String,
        options: String,
        verb: String,
        arguments: String,
        isNamed: Bool
    ) throws {
        let split = try CommandLineSplit(
            line.split(separator: " ").map(String.init),
            plugin: DockerPlugin(calledAs: path)
        )
        #expect(split.options.joined(separator: " ") == options)
        #expect(split.verb == verb)
        #expect(split.arguments.joined(separator: " ") == arguments)
        #expect(split.namesPlugin == isNamed)
    }

    @Test func dockerIsToldWhatThePluginIs() async throws {
        let run = try await ProgramRun("/x/docker-engarde", "docker-cli-plugin-metadata")
        #expect(run.status == .success && run.errors == "")
        #expect(
            run.output == """
                {"SchemaVersion":"0.1.0","ShortDescription":"The development workflow for projects made of several \
                containers.","Vendor":"EnGarde","Version":"v0.1.0"}

                """
        )
    }

    @Test(
        arguments: [
            (["docker-compose", "compose"], "docker compose"), (["docker-compose"], "docker-compose"),
            (["docker-engarde", "engarde"], "docker engarde"),
        ]
    )
    func helpNamesTheProgramAsItWasCalled(line: [String], program: String) async throws {
        let whole = try await ProgramRun(line + ["--help"])
        #expect(whole.output.contains("\nUsage: \(program) [global options] <command>"), "\(whole)")
        #expect(try await ProgramRun(line).output == whole.output)
        let verb = try await ProgramRun(line + ["up", "--help"]).output
        #expect(verb.contains("\nUsage: \(program) [global options] up "))
        #expect(verb.contains("\n  \(program) up -d --wait\n"))
        #expect(try await ProgramRun(line + ["help", "up"]).output == verb)
    }

    private static let file = ["compose.yaml": "services: {a: {image: x}}\n"]

    @Test func dockersOptionsNameTheEngine() async throws {
        for (line, message) in [
            (["docker-compose", "-H", "unix:///nowhere.sock", "compose", "ps"], "no engine at '/nowhere.sock'"),
            (["engarde", "--host=unix:///nowhere.sock", "ps"], "no engine at '/nowhere.sock'"),
            (["docker-compose", "--context", "nope", "compose", "ps"], "docker context 'nope'"),
            (["engarde", "-c", "nope", "ps"], "docker context 'nope'"),
        ] {
            let run = try await ProgramRun(line, files: Self.file, environment: ["DOCKER_HOST": "unix:///other.sock"])
            #expect(run.status == .failure)
            #expect(run.errors.contains(message), "\(line): \(run.errors)")
        }
    }

    @Test func dockersOptionsAreVariables() throws {
        let options = { (words: String) throws in
            try EngardeCommand.parsed(words.split(separator: " ").map(String.init)).options.engine
        }
        let given = ["DOCKER_HOST": "unix:///a", "HOME": "/root"]
        #expect(try options("").environment(given) == given)
        #expect(try options("--context=x").environment(given) == ["DOCKER_CONTEXT": "x", "HOME": "/root"])
        #expect(try options("--context=default").environment(given)["DOCKER_HOST"] == "unix:///a")
        #expect(try options("--host=tcp://b:1 --tls").environment(given)["DOCKER_HOST"] == "tcp://b:1")
        let secured = try options(
            "--config=/c --tlsverify --tlscacert=/k/ca.pem --tlscert=/k/cert.pem --tlskey=/k/key.pem"
        )
        #expect(
            try secured.environment([:]) == [
                "DOCKER_CONFIG": "/c", "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": "/k",
            ]
        )
    }

    @Test(
        arguments: [
            (
                ["--context", "a", "-H", "tcp://b"], "--context and --host contradict each other",
                "leave out '--context' or '--host'"
            ),
            (
                ["-H", "a", "-H", "b"], "--host names one engine, not several", "leave out all but one '--host'"
            ),
            (
                ["--tlscacert", "/k/authorities.pem"],
                "'/k/authorities.pem' is not called 'ca.pem', as docker's own files are",
                "give the file that name"
            ),
            (
                ["--tlscacert", "/k/ca.pem", "--tlskey", "key.pem"],
                "the files of the secured connection are in several directories", "put them in one"
            ),
        ]
    )
    func whatDoesNotGoTogetherIsRefused(options: [String], message: String, hint: String) async throws {
        let run = try await ProgramRun(["engarde"] + options + ["ps"])
        #expect(run.errors == "error: \(message)\n\nhint: \(hint)\n")
    }

    @Test func hintsRepeatWhatNamesTheEngine() throws {
        let options = try EngardeCommand.parsed(["--context=a b", "--project-name=p"]).options
        #expect(options.command(of: "docker compose", ["ps"]) == "docker --context \"a b\" compose -p p ps")
        #expect(options.command() == "engarde --context \"a b\" -p p")
    }
}
