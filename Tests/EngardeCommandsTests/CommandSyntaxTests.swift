import ArgumentParser
@testable import EngardeCommands
import Foundation
import Testing

/// What the parser says of all options, compared with `CommandSyntax.recorded`.
///
/// `ENGARDE_RECORD=1` writes that anew, and fails, so that nobody takes a recording for a test.
@Suite struct CommandSyntaxTests {
    /// A file of what is recorded.
    private static func file(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/EngardeCommands/Program/CommandSyntax+\(name).swift")
    }

    /// The commands that have options, and what the parser says of these.
    private static func declared() throws -> [(name: String, lines: [String])] {
        var declared = [(name: "engarde", lines: try DeclaredOption.all(of: EngardeCommand.self).map(\.line))]
        for verb in EngardeProgram.verbs {
            declared.append((verb.name, try DeclaredOption.all(of: verb).map(\.line)))
        }
        return declared.filter { !$0.lines.isEmpty }
    }

    @Test func whatIsRecordedIsWhatCommandsDeclare() throws {
        let declared = try Self.declared()
        if ProcessInfo.processInfo.environment["ENGARDE_RECORD"] == "1" {
            let workflows = Set(
                EngardeProgram.groups.filter { $0.title == "Workflows" }.flatMap(\.verbs).map { $0.name }
            )
            for (name, isWorkflow) in [("recordedCommands", false), ("recordedWorkflows", true)] {
                let commands = declared.filter { workflows.contains($0.name) == isWorkflow }
                try Data(Self.text(of: commands, as: name).utf8).write(to: Self.file(name))
            }
            Issue.record("recorded the options of all commands")
            return
        }
        for command in declared {
            let recorded = CommandSyntax.recorded[command.name, default: ""]
            #expect(
                recorded.split(separator: "\n").map { String($0) } == command.lines,
                "'ENGARDE_RECORD=1 swift test --filter CommandSyntaxTests' records the options of '\(command.name)'"
            )
        }
        #expect(CommandSyntax.recorded.keys.sorted() == declared.map { $0.name }.sorted())
    }

    @Test func everyLineIsUnderstood() {
        for (name, lines) in CommandSyntax.recorded {
            for line in lines.split(separator: "\n") {
                #expect(CommandSyntax.Argument(line: line)?.names.isEmpty == false, "\(name): \(line)")
            }
        }
    }

    @Test func aLineSaysAllOfAnOption() throws {
        let open = try #require(
            CommandSyntax.Argument(line: "-f --format|option repeating open|word|a|a,b|Output|One | two.")
        )
        #expect(open.names.map(\.text) == ["-f", "--format"])
        #expect(open.names.map(\.name) == ["f", "format"])
        #expect(open.canonicalName == "--format")
        #expect(open.kind == .option && open.isRepeating && open.shouldDisplay && open.takesValue)
        #expect(open.valueName == "word")
        #expect(open.listedValues == ["a", "b"])
        #expect(open.allValues == nil)
        #expect(open.sectionTitle == "Output")
        #expect(open.explanation == "One | two. (default:\u{A0}a)")
        let switched = try #require(CommandSyntax.Argument(line: "--menu|option hidden|menu||true,false||"))
        #expect(switched.isSwitch && !switched.takesValue && !switched.shouldDisplay && !switched.isRepeating)
        #expect(switched.allValues == ["true", "false"])
        #expect(switched.sectionTitle == nil)
        #expect(switched.explanation.isEmpty)
        #expect(CommandSyntax.Argument(line: "-d|flag|||||")?.kind == .flag)
        #expect(CommandSyntax.Argument(line: "-d|flag") == nil)
    }

    /// A whole file.
    private static func text(of commands: [(name: String, lines: [String])], as name: String) -> String {
        let entries = commands.map { command in
            let lines = command.lines.map { "            \($0)\n" }.joined()
            return "        \"\(command.name)\": #\"\"\"\n\(lines)            \"\"\"#,\n"
        }
        return """
            // swift-format-ignore-file

            extension CommandSyntax {
                /// A part of ``recorded``.
                static let \(name): [String: String] = [

            """ + entries.joined() + "    ]\n}\n"
    }
}
