import Foundation
import TestSupport
import Testing

@testable import Workflows

/// New files, in directories of their own.
@Suite struct NewFileTests {
    @Test func itIsWrittenWithItsDirectories() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/a/b/c.py"
            let first = try NewFile(path: path, owner: "\(directory)").write([1, 2])
            #expect(first == .written)
            #expect(FileManager.default.contents(atPath: path) == Data([1, 2]))
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(directory)/a/b") == ["c.py"])
            #expect(try NewFile(path: path, owner: "\(directory)").write([1, 2]) == .present)
        }
    }

    @Test func nothingIsOverwritten() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/c.py"
            let first = try NewFile(path: path, owner: "\(directory)").write([2])
            #expect(first == .written)
            #expect(throws: DatabaseError.fileTaken(path: path)) {
                _ = try NewFile(path: path, owner: "\(directory)").write([1])
            }
            #expect(FileManager.default.contents(atPath: path) == Data([2]))
        }
    }

    @Test func whatTheSystemRefusesIsSaid() {
        #expect(throws: DatabaseError.unwritable(path: "/proc/none/x", reason: "no such file or directory")) {
            _ = try NewFile(path: "/proc/none/x", owner: "/").write([1])
        }
    }
}
