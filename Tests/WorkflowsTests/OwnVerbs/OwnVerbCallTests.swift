import Diagnostics
import OrderedCollections
import Testing

@testable import Workflows

/// What stands behind a verb of a project, and the words that are run.
@Suite struct OwnVerbCallTests {
    private static let verb = OwnVerb(
        name: "deploy",
        description: "",
        place: .host,
        command: .line("./deploy.sh"),
        environment: [:],
        directory: nil,
        inputs: [
            OwnVerbInput(
                name: "target",
                kind: .choice(["stage", "live"]),
                defaultValue: nil,
                description: "",
                isRequired: true
            ),
            OwnVerbInput(name: "retries", kind: .number, defaultValue: "3", description: "", isRequired: false),
            OwnVerbInput(name: "force", kind: .flag, defaultValue: nil, description: "", isRequired: false),
            OwnVerbInput(name: "note", kind: .text, defaultValue: nil, description: "", isRequired: false),
        ]
    )

    @Test func eachInputIsAVariable() throws {
        let call = try OwnVerbCall(["--target", "live", "--note=a b;$(c)", "--", "-x", "--target"], of: Self.verb)
        #expect(call.values == ["TARGET": "live", "RETRIES": "3", "FORCE": "false", "NOTE": "a b;$(c)"])
        #expect(call.arguments == ["-x", "--target"])
        #expect(!call.asksForHelp && !call.isPreview)
        let other = try OwnVerbCall(
            ["--force", "--target=stage", "--retries", "-1", "--target", "live", "--dry-run"],
            of: Self.verb
        )
        #expect(other.values["FORCE"] == "true")
        #expect(other.values["RETRIES"] == "-1")
        #expect(other.values["TARGET"] == "live", "the last one counts")
        #expect(other.isPreview)
        #expect(other.arguments.isEmpty)
        #expect(try OwnVerbCall(["--target=live", "--force=false"], of: Self.verb).values["FORCE"] == "false")
    }

    @Test func helpNeedsNothingElse() throws {
        #expect(try OwnVerbCall(["--help"], of: Self.verb).asksForHelp)
        #expect(try OwnVerbCall(["--no-such", "-h"], of: Self.verb).asksForHelp)
        #expect(try !OwnVerbCall(["--target=live", "--", "--help"], of: Self.verb).asksForHelp)
    }

    @Test(
        arguments: [
            ([], "'deploy' needs '--target'", "write '--target <stage|live>'"),
            (["--target"], "'--target' needs a value", "write '--target <stage|live>'"),
            (["--target=lve"], "'lve' of '--target' is none of its values", "did you mean 'live'?"),
            (["--target=live", "--retries=x"], "'x' of '--retries' is no number", "write '--retries <number>'"),
            (
                ["--target=live", "--force=maybe"], "'maybe' of '--force' is neither true nor false",
                "write '--force'"
            ),
            (["--taget=live"], "'deploy' has no input '--taget'", "did you mean '--target'?"),
            (
                ["-x"], "'deploy' has no input '-x'",
                "'engarde deploy --help' lists its inputs; what is for its command stands behind '--'"
            ),
            (
                ["live"], "'deploy' does not take 'live'",
                "what is for its command stands behind '--': 'engarde deploy -- live'"
            ),
        ] as [([String], String, String)]
    )
    func whatIsWrongIsSaid(arguments: [String], message: String, hint: String) throws {
        let mistake = try #require(throws: OwnVerbMistake.self) { try OwnVerbCall(arguments, of: Self.verb) }
        #expect(mistake.diagnostics == [Diagnostic(code: .ownVerbInput, message: message, hint: hint)])
    }

    @Test func argumentsAreWordsAndNoTextForAShell() {
        #expect(OwnVerb.Command.words(["a", "b"]).words(calledAs: "v", arguments: ["c d"]) == ["a", "b", "c d"])
        let line = OwnVerb.Command.line("pytest -q\n")
        #expect(line.words(calledAs: "v", arguments: []) == ["/bin/sh", "-c", "pytest -q\n", "v"])
        #expect(
            line.words(calledAs: "v", arguments: ["-k", "a; b"])
                == ["/bin/sh", "-c", #"pytest -q "$@""#, "v", "-k", "a; b"]
        )
        let placed = OwnVerb.Command.line(#"run "$@" | tee log"#)
        #expect(placed.words(calledAs: "v", arguments: ["x"]) == ["/bin/sh", "-c", #"run "$@" | tee log"#, "v", "x"])
    }
}
