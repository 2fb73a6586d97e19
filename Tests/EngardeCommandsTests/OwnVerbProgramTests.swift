import Testing

@testable import EngardeCommands

/// Verbs that a project has of its own, on the command line.
@Suite struct OwnVerbProgramTests {
    private static let file = """
        services: {web: {image: web}}
        x-engarde:
          verbs:
            deploy:
              description: Send it there
              command: test "$$TARGET-$$REGION-$$*" = "$$WANTED"
              environment: {REGION: eu}
              inputs:
                target: {values: [stage, live], description: Where to, required: true}
                wanted: {default: none}
            fail: {command: exit 7}
            lint: {command: [ruff, check], service: web}
        """

    private static func run(_ arguments: String..., file: String = OwnVerbProgramTests.file) async throws -> ProgramRun
    {
        try await ProgramRun(["engarde"] + arguments, files: ["compose.yaml": file])
    }

    @Test func theCommandGetsInputsArgumentsAndItsExitCodeCounts() async throws {
        #expect(
            try await Self.run("deploy", "--target", "live", "--wanted=live-eu-a b", "--", "a", "b").status
                == .command(0)
        )
        #expect(
            try await Self.run("deploy", "--target", "live", "--wanted=other").status == .command(1)
        )
        #expect(try await Self.run("fail").status == .command(7))
    }

    @Test func theCommandLineIsShown() async throws {
        let host = try await Self.run("deploy", "--target", "live", "--dry-run")
        #expect(
            host.output
                == """
                env 'REGION=…' TARGET=live WANTED=none /bin/sh -c \
                'test "$TARGET-$REGION-$*" = "$WANTED"' deploy

                """
        )
        let container = try await Self.run("--dry-run", "lint", "--", "--fix")
        #expect(container.output == "engarde exec web ruff check --fix\n")
        let open = try await Self.run("--redact=false", "deploy", "--target=live", "--dry-run")
        #expect(open.output.contains(" REGION=eu "), "\(open.output)")
    }

    @Test func helpShowsTheInputs() async throws {
        let asked = try await Self.run("deploy", "--help")
        #expect(asked.status == .success)
        #expect(asked.output.hasPrefix("Send it there\n\nUsage: engarde [global options] deploy --target <stage|live>"))
        #expect(asked.output.contains("Where to (required) (as $TARGET)\n"), "\(asked.output)")
        #expect(asked.output.contains("(default: none) (as $WANTED)\n"), "\(asked.output)")
        for other in [["help", "deploy"], ["--help", "deploy"]] {
            let run = try await ProgramRun(["engarde"] + other, files: ["compose.yaml": Self.file])
            #expect(run.output == asked.output, "\(other)")
        }
    }

    @Test func helpListsThem() async throws {
        let run = try await Self.run("--help")
        #expect(run.output.contains("This project:\n  deploy"), "\(run.output)")
        #expect(run.output.contains(" Send it there\n"))
        #expect(run.output.contains("\n  fail\n"))
        let without = try await ProgramRun(["engarde", "--help"], files: ["compose.yaml": "services: {}\n"])
        #expect(!without.output.contains("This project:"))
    }

    @Test func aVerbThatIsNotThereIsSaidAsEver() async throws {
        let missing = try await Self.run("frobnicate")
        #expect(
            missing.errors
                == "error: engarde has no command 'frobnicate'\n\nhint: 'engarde --help' lists the commands (EG0802)\n"
        )
        #expect(
            try await Self.run("deplyo").errors
                == "error: engarde has no command 'deplyo'\n\nhint: did you mean 'deploy'? (EG0802)\n"
        )
        let broken = try await Self.run("lgos", file: "services: [\nx-engarde: {verbs: {lint: {command: x}}}\n")
        #expect(broken.errors == "error: engarde has no command 'lgos'\n\nhint: did you mean 'logs'? (EG0802)\n")
    }

    @Test func oneOfTheProgramsOwnIsNotReplaced() async throws {
        let file = """
            services: {web: {image: web}}
            x-engarde:
              verbs:
                up: {command: ./start.sh}
                lint: {command: x}
            """
        let run = try await Self.run("lint", file: file)
        #expect(run.status == .failure)
        #expect(
            run.errors.hasPrefix(
                "error: verb 'up' has the name of a command of engarde, which it cannot replace\n  --> compose.yaml:4:"
            ),
            "\(run.errors)"
        )
        #expect(run.errors.hasSuffix("hint: give it another name (EG1014)\n"))
        let help = try await Self.run("--help", file: file)
        #expect(help.status == .success)
        #expect(help.errors == run.errors)
    }

    @Test func whatIsNotThereToRunIsSaidAtItsPlace() async throws {
        let file = """
            services: {web: {image: web}}
            x-engarde:
              verbs:
                lint: {command: [no-such-linter]}
                build-docs: {command: make, directory: no/docs}
            """
        let lint = try await Self.run("lint", file: file)
        #expect(
            lint.errors.hasPrefix(
                "error: the command of 'lint' cannot be run: there is no program 'no-such-linter'\n  --> compose.yaml:4:"
            ),
            "\(lint.errors)"
        )
        #expect(lint.errors.hasSuffix("(EG1017)\n"))
        let docs = try await Self.run("build-docs", file: file)
        #expect(docs.errors.contains("there is no directory 'DIR/no/docs'\n  --> compose.yaml:5:"), "\(docs.errors)")
    }

    @Test func anInputThatIsMissingIsSaid() async throws {
        #expect(
            try await Self.run("deploy").errors
                == "error: 'deploy' needs '--target'\n\nhint: write '--target <stage|live>' (EG1016)\n"
        )
    }
}
