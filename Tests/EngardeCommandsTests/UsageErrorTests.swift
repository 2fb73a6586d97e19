@testable import EngardeCommands
import TerminalOutput
import Testing

/// What is said of arguments that are wrong, each with what to type.
@Suite struct UsageErrorTests {
    @Test(
        arguments: [
            (
                ["up", "--nope"],
                "error: unknown option '--nope'\n\nhint: 'engarde up --help' lists the options"
            ),
            (["up", "--biuld"], "error: unknown option '--biuld'\n\nhint: did you mean '--build'?"),
            (
                ["up", "-p", "x"],
                "error: unknown option '-p'\n\nhint: write it before the command: 'engarde -p … up'"
            ),
            (
                ["--nope", "up"],
                "error: unknown option '--nope'\n\nhint: 'engarde --help' lists the options before the command"
            ),
            (["--progress", "jsno", "up"], "error: 'jsno' is no value of '--progress'\n\nhint: did you mean 'json'?"),
            (
                ["up", "-t", "x"],
                "error: the value 'x' is invalid for '--timeout <seconds>'\n\nhint: 'engarde up --help' says what it takes"
            ),
            (
                ["--parallel", "x", "up"],
                "error: the value 'x' is invalid for '--parallel <number>'\n\nhint: 'engarde --help' says what it takes"
            ),
            (
                ["frobnicate"],
                "error: engarde has no command 'frobnicate'\n\nhint: 'engarde --help' lists the commands (EG0802)"
            ),
            (["lgos", "-f"], "error: engarde has no command 'lgos'\n\nhint: did you mean 'logs'? (EG0802)"),
            (
                ["-p", "x", "publish", "web"],
                "error: engarde has no command 'publish'\n\nhint: 'docker compose -p x publish web' works on the same project (EG0802)"
            ),
            (
                ["-f", "a b.yml", "--profile", "dev", "--env-file=x.env", "bridge", "--rm", "web", "echo", "it is"],
                "error: engarde has no command 'bridge'\n\nhint: 'docker compose -f \"a b.yml\" --profile dev --env-file x.env "
                    + "bridge --rm web echo \"it is\"' works on the same project (EG0802)"
            ),
            (
                ["-p", "x", "help", "bridge"],
                "error: engarde has no command 'bridge'\n\nhint: 'docker compose bridge' works on the same project (EG0802)"
            ),
            (
                ["up", "--build", "--no-build"],
                "error: --build and --no-build contradict each other\n\nhint: leave out '--build' or '--no-build'"
            ),
            (
                ["up", "--wait", "--watch"],
                "error: --wait and --watch contradict each other\n\nhint: leave out '--wait' or '--watch'"
            ),
            (
                ["up", "--timeout=-1"],
                "error: a time cannot be negative: -1\n\nhint: write '--timeout 10' for ten seconds"
            ),
            (
                ["start", "--wait-timeout=-1"],
                "error: a time cannot be negative: -1\n\nhint: write '--wait-timeout 10' for ten seconds"
            ),
            (
                ["up", "--scale", "web"],
                "error: --scale needs 'service=number', not 'web'\n\nhint: write '--scale web=2' for two containers of service 'web'"
            ),
            (
                ["up", "--scale", "=web=2"],
                "error: --scale needs 'service=number', not '=web=2'\n\nhint: write '--scale web=2' for two containers of service 'web'"
            ),
            (
                ["logs", "--tail", "some"],
                "error: --tail needs a number or 'all', not 'some'\n\nhint: write '--tail 20' or '--tail all'"
            ),
            (
                ["exec", "web"],
                "error: a service and a command are needed\n\nhint: write 'engarde exec [options] <service> <command> [argument...]'"
            ),
            (
                ["exec", "--index", "-1", "web", "true"],
                "error: --index counts from 1\n\nhint: write '--index 1' for the first container"
            ),
        ]
    )
    func wrongArgumentsAreNamed(arguments: [String], message: String) async throws {
        let run = try await ProgramRun(["engarde"] + arguments)
        #expect(run.status == .failure)
        #expect(run.errors == message + "\n")
    }

    @Test func itComesThroughTheParserAsItIs() throws {
        let error = UsageError(message: "a service is needed", hint: "write 'engarde wait <service...>'")
        let read = try #require(UsageError("\(error)"))
        #expect(read.message == error.message && read.hint == error.hint)
        #expect(UsageError("unexpected argument 'x'") == nil)
    }
}
