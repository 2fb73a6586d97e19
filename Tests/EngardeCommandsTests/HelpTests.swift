import ArgumentParser
@testable import EngardeCommands
import Foundation
import Testing

/// The whole help of every verb, compared with `Fixtures/help`.
///
/// `ENGARDE_RECORD=1` writes the files anew, and fails, so that nobody takes a recording for a test.
@Suite struct HelpTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/help")
    private static let names = EngardeProgram.verbs.map { $0.name }

    private func expect(_ text: String, recordedAs name: String) throws {
        let file = Self.folder.appending(path: "\(name).txt")
        if ProcessInfo.processInfo.environment["ENGARDE_RECORD"] == "1" {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            Issue.record("recorded \(name)")
            return
        }
        let recorded = try? String(contentsOf: file, encoding: .utf8)
        #expect(text == recorded, "the help of '\(name)' is not the recorded one")
    }

    @Test(arguments: names)
    func helpOfAVerb(name: String) async throws {
        let asked = try await ProgramRun("engarde", name, "--help")
        #expect(asked.status == .success)
        #expect(asked.errors == "")
        for other in [["help", name], [name, "-h"], ["--help", name], ["-p", "x", name, "--help"]] {
            #expect(try await ProgramRun(["engarde"] + other).output == asked.output, "\(other)")
        }
        try expect(asked.output, recordedAs: name)
    }

    @Test func helpOfTheProgram() async throws {
        let asked = try await ProgramRun("engarde", "--help")
        for other in [[], ["help"], ["-h"], ["--help", "-p", "x"]] {
            #expect(try await ProgramRun(["engarde"] + other).output == asked.output, "\(other)")
        }
        try expect(asked.output, recordedAs: "engarde")
    }

    @Test func nothingIsRecordedThatIsNoVerb() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files) == Set((Self.names + ["engarde"]).map { "\($0).txt" }))
    }

    @Test(arguments: names)
    func aVerbHasExamplesThatAreItsOwn(name: String) throws {
        let verb = try EngardeProgram.verb(named: name)
        // A verb with several actions may show one of each.
        #expect((1...(verb.operandValues.isEmpty ? 3 : 6)).contains(verb.examples.count))
        for example in verb.examples {
            #expect(example.line.hasPrefix("engarde \(name) ") || example.line == "engarde \(name)")
        }
    }

    @Test func everyVerbIsInOneGroupOnly() {
        #expect(Set(Self.names).count == Self.names.count)
        #expect(EngardeProgram.groups.allSatisfy { !$0.verbs.isEmpty })
    }

    @Test func helpOfAVerbThatIsNotThere() async throws {
        let run = try await ProgramRun("engarde", "help", "lgos")
        #expect(run.status == .failure)
        #expect(run.errors == "error: engarde has no command 'lgos'\n\nhint: did you mean 'logs'? (EG0802)\n")
    }
}
