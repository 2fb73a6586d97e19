@testable import EngardeCommands
import Testing

/// The forms in which docker takes options, in all verbs.
@Suite struct ArgumentFormsTests {
    private func forms(_ line: String) throws -> String {
        var words = line.split(separator: " ").map(String.init)
        let verb = try EngardeProgram.verb(named: words.removeFirst())
        return try ArgumentForms(words, endsAtOperand: verb.endsAtOperand, syntax: CommandSyntax(of: verb))
            .parsable.joined(separator: " ")
    }

    @Test(
        arguments: [
            ("exec -it web sh", "--interactive=true --tty -- web sh"),
            ("exec -itd web sh -c -x", "--interactive=true --tty --detach -- web sh -c -x"),
            ("exec --interactive=false web sh", "--interactive=false -- web sh"),
            ("exec -uroot -w=/tmp -eA=b web env", "--user=root --workdir=/tmp --env=A=b -- web env"),
            ("exec -Tu root web -- ls", "--no-tty --user=root -- web -- ls"),
            ("exec -- web ls -l", "-- web ls -l"),
            ("up -t0", "--timeout=0"), ("up -t 0 web -d", "--timeout=0 --detach -- web"),
            ("up -dw web", "--detach --watch -- web"), ("up -Vt=3", "--renew-anon-volumes --timeout=3"),
            ("up -t -1", "--timeout=-1"), ("up -d --detach=false", ""), ("up --detach=true", "--detach"),
            ("up -- -d", "-- -d"), ("logs -fn5 web", "--follow --tail=5 -- web"),
            ("logs web -f -n 5", "--follow --tail=5 -- web"), ("logs -n=5", "--tail=5"),
            ("ps web --format=json -a", "--format=json --all -- web"), ("ps -aq", "--all --quiet"),
            ("down -vt0", "--volumes --timeout=0"), ("build web --no-cache", "--no-cache -- web"),
            ("config -qo out.yml", "--quiet --output=out.yml"), ("version -fjson", "--format=json"),
        ]
    )
    func formsOfDocker(line: String, parsable: String) throws {
        #expect(try forms(line) == parsable)
    }

    @Test(
        arguments: [
            ("up -dx", "unknown option '-x' in '-dx'", "leave out '-x'"),
            ("up -x", "unknown option '-x'", "leave out '-x'"), ("up --", "", ""),
            ("up -t", "'-t' needs a value", "write '-t <seconds>'"),
            (
                "up --detach=maybe", "'--detach' is true or false, not 'maybe'",
                "write '--detach' or '--detach=false'"
            ),
            (
                "up --pull sometimes", "'sometimes' is no value of '--pull'",
                "use 'always', 'build', 'missing', 'never' or 'policy'"
            ),
        ]
    )
    func whatIsWrongIsNamed(line: String, message: String, hint: String) throws {
        do {
            _ = try forms(line)
            #expect(message == "")
        } catch let error as UsageError {
            #expect(error.message == message && error.hint == hint, "\(error)")
        }
    }

    @Test(arguments: ["up --help", "up -h", "up -dh", "exec -h", "exec --help", "logs web --help", "up --help --nope"])
    func helpIsAskedForAnywhereBeforeTheOperandsEnd(line: String) throws {
        var words = line.split(separator: " ").map(String.init)
        let verb = try EngardeProgram.verb(named: words.removeFirst())
        let forms = try ArgumentForms(words, endsAtOperand: verb.endsAtOperand, syntax: CommandSyntax(of: verb))
        #expect(forms.asksForHelp)
    }

    @Test func helpOfACommandInAContainerIsThatCommandsOwn() throws {
        let forms = try ArgumentForms(
            ["web", "ls", "--help"],
            endsAtOperand: true,
            syntax: CommandSyntax(of: ExecCommand.self)
        )
        #expect(!forms.asksForHelp)
        #expect(forms.operands == ["web", "ls", "--help"])
    }

    @Test(
        arguments: [
            (["backend", "--", "-k", "a"], ["backend", "--", "-k", "a"]), (["--", "-k"], ["--", "-k"]),
            (["--", "a", "--", "b"], ["--", "a", "--", "b"]), (["backend"], ["backend"]),
        ]
    )
    func whatPartsOperandsStaysWhereItMeansSomething(words: [String], operands: [String]) throws {
        let forms = try ArgumentForms(words, keepsTerminator: true, syntax: CommandSyntax(of: TestCommand.self))
        #expect(forms.operands == operands)
        #expect(try TestCommand.parsed(forms.parsable).words == operands)
    }
}
