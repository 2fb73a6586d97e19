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

    @Test func everythingIsCopiedAndCounted() async throws {
        try await withTemporaryDirectory { directory in
            try directory.appending("from/0/PG_VERSION").write("15\n")
            try directory.appending("from/0/base/.hidden").write("x")
            try directory.appending("to/0").makeDirectory()
            let (code, output) = try run(CopyScript.snapshot, below: directory.string)
            #expect(code == 0)
            #expect(CopyScript.Findings(output).version == "15")
            #expect(CopyScript.Findings(output).size > 0)
            let copy = directory.appending("to/0/base/.hidden").string
            #expect(FileManager.default.contents(atPath: copy) == Data("x".utf8))
        }
    }

    @Test func whatWasThereGoesAndNothingIsLeft() async throws {
        try await withTemporaryDirectory { directory in
            try directory.appending("from/0/new/file").write("new")
            try directory.appending("from/0/.dot").write("dot")
            try directory.appending("to/0/old").write("old")
            try directory.appending("to/0/.old").write("old")
            // What a copy has left that an engine's end cut short.
            try directory.appending("to/0/.engarde-new/half").write("half")
            let (code, _) = try run(CopyScript.restore, below: directory.string)
            #expect(code == 0)
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.appending("to/0").string)
            #expect(names.sorted() == [".dot", "new"])
        }
    }

    @Test func whatCannotBeReadLeavesTheOldAsItWas() async throws {
        try await withTemporaryDirectory { directory in
            try directory.appending("from").makeDirectory()
            try directory.appending("to/0/old").write("old")
            let (code, _) = try run(CopyScript.restore, below: directory.string)
            #expect(code != 0)
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.appending("to/0").string)
            #expect(names == ["old"])
        }
    }
}
