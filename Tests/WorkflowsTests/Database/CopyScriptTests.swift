import Foundation
import TestSupport
import Testing

@testable import Workflows

/// The scripts that copy, run by this machine's shell in directories of its own.
@Suite struct CopyScriptTests {
    private func run(_ script: String, below directory: String) throws -> (code: Int32, output: String) {
        let process = Process()
        let pipe = Foundation.Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script.replacingOccurrences(of: "/engarde/", with: "\(directory)/")]
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    /// Writes a file, with the directories on the way.
    private func write(_ text: String, to path: String) throws {
        let directory = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private func names(in directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    }

    @Test func everythingIsCopiedAndCounted() async throws {
        try await withTemporaryDirectory { directory in
            try write("15\n", to: "\(directory)/from/0/PG_VERSION")
            try write("x", to: "\(directory)/from/0/base/.hidden")
            try FileManager.default.createDirectory(atPath: "\(directory)/to/0", withIntermediateDirectories: true)
            let (code, output) = try run(CopyScript.snapshot, below: "\(directory)")
            #expect(code == 0)
            #expect(CopyScript.Findings(output).version == "15")
            #expect(CopyScript.Findings(output).size > 0)
            #expect(FileManager.default.contents(atPath: "\(directory)/to/0/base/.hidden") == Data("x".utf8))
        }
    }

    @Test func whatWasThereGoesAndNothingIsLeft() async throws {
        try await withTemporaryDirectory { directory in
            try write("new", to: "\(directory)/from/0/new/file")
            try write("dot", to: "\(directory)/from/0/.dot")
            try write("old", to: "\(directory)/to/0/old")
            try write("old", to: "\(directory)/to/0/.old")
            // What a copy has left that the end of an engine cut short.
            try write("half", to: "\(directory)/to/0/.engarde-new/half")
            let (code, _) = try run(CopyScript.restore, below: "\(directory)")
            #expect(code == 0)
            #expect(try names(in: "\(directory)/to/0") == [".dot", "new"])
        }
    }

    @Test func whatCannotBeReadLeavesTheOldAsItWas() async throws {
        try await withTemporaryDirectory { directory in
            try FileManager.default.createDirectory(atPath: "\(directory)/from", withIntermediateDirectories: true)
            try write("old", to: "\(directory)/to/0/old")
            let (code, _) = try run(CopyScript.restore, below: "\(directory)")
            #expect(code != 0)
            #expect(try names(in: "\(directory)/to/0") == ["old"])
        }
    }
}
