import ComposeLoader
import ComposeModel
import Diagnostics
import OrderedCollections
import TestSupport
import Testing

@testable import Workflows

/// What `x-engarde.verbs` says, and what is said of what it says wrongly.
@Suite struct OwnVerbReaderTests {
    private static func verbs(_ text: String) throws -> [OwnVerb] {
        let indented = text.split(separator: "\n").map { "    \($0)\n" }.joined()
        let loaded = try LoadedProject.shop(
            "services: {web: {image: web}}\nx-engarde:\n  verbs:\n\(indented)"
        )
        return try OwnVerbs(of: loaded, besides: ["up"]).all
    }

    @Test func aVerbIsReadWhole() throws {
        let verbs = try Self.verbs(
            """
            lint: {command: [ruff, check], service: web, description: Check the style}
            deploy:
              command: ./deploy.sh $$TARGET
              directory: ops
              environment: {REGION: eu}
              inputs:
                target: {values: [stage, live], required: true, description: Where to}
                dry: {type: flag}
                retry-count: {type: number, default: 3}
                note:
            shell: {command: sh, service: web, run: true}
            """
        )
        #expect(verbs.map(\.name) == ["lint", "deploy", "shell"])
        #expect(verbs.map(\.place) == [.container(of: "web"), .host, .ownContainer(of: "web")])
        #expect(verbs[0].command == .words(["ruff", "check"]))
        #expect(verbs[0].description == "Check the style")
        let deploy = verbs[1]
        #expect(deploy.command == .line("./deploy.sh $TARGET"))
        #expect(deploy.directory == "ops")
        #expect(deploy.environment == ["REGION": "eu"])
        #expect(deploy.inputs.map(\.variable) == ["TARGET", "DRY", "RETRY_COUNT", "NOTE"])
        #expect(deploy.inputs.map(\.kind) == [.choice(["stage", "live"]), .flag, .number, .text])
        #expect(deploy.inputs.map(\.isRequired) == [true, false, false, false])
        #expect(deploy.inputs.map(\.defaultValue) == [nil, nil, "3", nil])
        #expect(
            deploy.operands
                == "--target <stage|live> [--dry] [--retry-count <number>] [--note <text>] [-- argument...]"
        )
    }

    @Test func aProjectWithoutVerbsHasNone() throws {
        #expect(try OwnVerbs(of: .shop("services: {web: {image: web}}"), besides: []).all.isEmpty)
        #expect(!OwnVerbs.areMentioned(in: "services: {}"))
        #expect(!OwnVerbs.areMentioned(in: "x-engarde: {test: {}}"))
        #expect(OwnVerbs.areMentioned(in: "x-engarde: {verbs: {lint: {}}}"))
        #expect(OwnVerbs.areMentioned(in: "x-engarde: {verbs: {lint: {}}}", named: "lint"))
        #expect(!OwnVerbs.areMentioned(in: "x-engarde: {verbs: {lint: {}}}", named: "deploy"))
    }

    @Test(
        arguments: [
            (
                "up: {command: x}", DiagnosticCode.ownVerbShadowed, 4,
                "verb 'up' has the name of a command of engarde, which it cannot replace"
            ),
            ("Up: {command: x}", .ownVerbMalformed, 4, "'Up' is no name of a verb"),
            ("lint:", .ownVerbMalformed, 4, "verb 'lint' says nothing"),
            ("lint: {description: x}", .ownVerbMalformed, 4, "verb 'lint' has no command"),
            ("lint: {command: ' '}", .ownVerbMalformed, 4, "verb 'lint' has no command"),
            ("lint: {command: []}", .ownVerbMalformed, 4, "verb 'lint' has no command"),
            ("lint: {comand: x}", .unknownAttribute, 4, "unknown attribute 'x-engarde.verbs.lint.comand'"),
            (
                "lint: {command: x, run: true}", .ownVerbMalformed, 4,
                "verb 'lint' runs in a container of its own, and says of which service"
            ),
            (
                "lint: {command: x, service: wbe}", .unknownService, 4,
                "verb 'lint' runs in service 'wbe', which the project does not have"
            ),
            (
                "lint:\n  command: x\n  inputs:\n    help: {}", .ownVerbMalformed, 7,
                "'help' cannot be an input of verb 'lint'"
            ),
            (
                "lint:\n  command: x\n  inputs:\n    path: {}", .ownVerbMalformed, 7,
                "input 'path' of verb 'lint' would change the variable PATH"
            ),
            (
                "lint:\n  command: x\n  inputs:\n    ld-preload: {}", .ownVerbMalformed, 7,
                "input 'ld-preload' of verb 'lint' would change the variable LD_PRELOAD"
            ),
            (
                "lint:\n  command: x\n  inputs:\n    a-b: {}\n    a_b: {}", .ownVerbMalformed, 8,
                "inputs 'a-b' and 'a_b' of verb 'lint' are one variable, A_B"
            ),
            (
                "lint:\n  command: x\n  inputs:\n    n: {type: numbr}", .ownVerbMalformed, 7,
                "input 'n' of verb 'lint' has no such type: 'numbr'"
            ),
            (
                "lint:\n  command: x\n  inputs:\n    n: {type: choice}", .ownVerbMalformed, 7,
                "input 'n' of verb 'lint' is a choice without values"
            ),
            (
                "lint:\n  command: x\n  inputs:\n    n: {type: text, values: [a]}", .ownVerbMalformed, 7,
                "input 'n' of verb 'lint' has values, and is no choice"
            ),
            (
                "lint:\n  command: x\n  inputs:\n    n: {type: number, default: many}", .ownVerbMalformed, 7,
                "the default of input 'n' of verb 'lint' is no number: 'many'"
            ),
            (
                "lint:\n  command: x\n  inputs:\n    n: {default: a, required: true}", .ownVerbMalformed, 7,
                "input 'n' of verb 'lint' cannot be required: there is something that stands in for it"
            ),
        ] as [(String, DiagnosticCode, Int, String)]
    )
    func whatIsWrongHasItsPlace(text: String, code: DiagnosticCode, line: Int, message: String) throws {
        let error = try #require(throws: SettingsError.self) { try Self.verbs(text) }
        let found = try #require(error.diagnostics.first)
        #expect(found.code == code)
        #expect(found.message == message)
        #expect(found.position?.line == line)
    }
}
