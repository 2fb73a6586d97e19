import ComposeModel
import ComposeYAML
import Testing

@testable import ComposeLoader

@Suite struct DotenvTests {
    private let shell = ["HOME": "/home/dev", "SHELL_SET": "from shell"]

    private func parse(_ text: String) throws(DotenvParser.Failure) -> [String: String] {
        let source = SourceText(path: "/.env", displayPath: ".env", bytes: Array(text.utf8))
        var values: [String: String] = [:]
        for assignment in try DotenvParser.assignments(in: source, lookup: { shell[$0] }) {
            values[assignment.key] = assignment.value
        }
        return values
    }

    private func failure(_ text: String) -> String {
        do throws(DotenvParser.Failure) {
            _ = try parse(text)
            return "no error"
        } catch {
            return "\(error.location.line):\(error.location.column): \(error.message)"
        }
    }

    @Test(arguments: [
        ("A=1", ["A": "1"]), ("A: 1", ["A": "1"]), ("A = spaced ", ["A": "spaced"]), ("A=", ["A": ""]),
        ("export A=1", ["A": "1"]), ("exported=1", ["exported": "1"]), ("# comment\n\nA=1", ["A": "1"]),
        ("A=1 # comment", ["A": "1"]), ("A=1#kept", ["A": "1#kept"]), ("A='x # y' # z", ["A": "x # y"]),
        ("A='lit $HOME'", ["A": "lit $HOME"]), ("A=\"exp $HOME\"", ["A": "exp /home/dev"]),
        ("A=$HOME/x", ["A": "/home/dev/x"]), ("A=${NONE:-d}", ["A": "d"]), ("A='two\nlines'", ["A": "two\nlines"]),
        ("A=\"two\nlines\"\nB=1", ["A": "two\nlines", "B": "1"]), ("A=\"a\\nb\\t\\\\\"", ["A": "a\nb\t\\"]),
        ("A=\"say \\\"x\\\"\"", ["A": "say \"x\""]), ("A=\"\\$HOME\"", ["A": "$HOME"]), ("A='it\\'s'", ["A": "it's"]),
        ("A=1\nB=${A}2", ["A": "1", "B": "12"]), ("A=1\nA=2\nB=$A", ["A": "2", "B": "2"]),
        ("SHELL_SET=file\nB=$SHELL_SET", ["SHELL_SET": "file", "B": "from shell"]),
        ("SHELL_SET\nNOT_SET\nA=1", ["SHELL_SET": "from shell", "A": "1"]),
        ("\u{FEFF}A=1\r\nB=2\r\n", ["A": "1", "B": "2"]), ("a.b-c[0]=1", ["a.b-c[0]": "1"]), ("A=b=c", ["A": "b=c"]),
        ("A=\"x\" \nB=1", ["A": "x", "B": "1"]), ("A=$$x", ["A": "$x"]), ("Ä=1", ["Ä": "1"]), ("", [:]),
        ("=1\nA=2", ["A": "2"]),
    ])
    func filesRead(_ text: String, _ expected: [String: String]) throws {
        #expect(try parse(text) == expected)
    }

    @Test(arguments: [
        ("A=1\nB C=2", "2:1: a variable's name contains a space"),
        ("A=\"open\n", "1:3: the quoted value is not closed"),
        ("A=1\n  B='open", "2:5: the quoted value is not closed"),
        ("A!=1", "1:2: character '!' is not allowed in a variable name"),
        ("A=${X:?why}", "1:3: required variable 'X' has no value: why"),
        ("A=x${1}", "1:4: '${1…' is not a valid variable expression"),
    ])
    func badFilesSayWhere(_ text: String, _ expected: String) {
        #expect(failure(text) == expected)
    }

    @Test func rawFilesAreTakenLiterally() {
        let text = "# comment\nA='q' # $HOME\n  B=x \nSHELL_SET\nNONE\n"
        let source = SourceText(path: "/r", displayPath: "r", bytes: Array(text.utf8))
        let assignments = RawEnvFile.assignments(in: source) { shell[$0] }
        #expect(assignments.map { "\($0.key)=\($0.value)" } == ["A='q' # $HOME", "B=x ", "SHELL_SET=from shell"])
    }

    @Test(arguments: ["Maybe", "no", "2"])
    func whetherThereIsAFileIsTrueOrFalse(value: String) {
        let loading = Loading("services: {web: {image: x}}\n").with {
            $0.environment["COMPOSE_DISABLE_ENV_FILE"] = value
        }
        #expect(
            loading.failure() == """
                error: COMPOSE_DISABLE_ENV_FILE is neither true nor false: '\(value)'

                hint: write 'true' or 'false'
                """
        )
    }

    @Test(arguments: [("1", "x:"), ("TRUE", "x:"), ("0", "x:1"), ("False", "x:1"), ("", "x:1")])
    func aFileCanBeLeftOut(value: String, image: String) throws {
        let loading = Loading(files: ["compose.yaml": "services: {web: {image: 'x:$TAG'}}\n", ".env": "TAG=1\n"])
        #expect(try loading.with { $0.environment["COMPOSE_DISABLE_ENV_FILE"] = value }.web().image == image)
    }
}
