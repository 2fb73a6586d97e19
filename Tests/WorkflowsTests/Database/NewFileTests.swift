import Foundation
import TestSupport
import Testing

@testable import Workflows

/// New files, in directories of their own.
@Suite struct NewFileTests {
    @Test func itIsWrittenWithItsDirectories() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending("a/b/c.py").string
            #expect(try NewFile(path: path, owner: directory.string).write([1, 2]) == .written)
            #expect(FileManager.default.contents(atPath: path) == Data([1, 2]))
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.appending("a/b").string) == ["c.py"])
            #expect(try NewFile(path: path, owner: directory.string).write([1, 2]) == .present)
        }
    }

    @Test func nothingIsOverwritten() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending("c.py")
            try file.write("mine")
            #expect(throws: DatabaseError.fileTaken(path: file.string)) {
                _ = try NewFile(path: file.string, owner: directory.string).write([1])
            }
            #expect(FileManager.default.contents(atPath: file.string) == Data("mine".utf8))
        }
    }

    @Test func whatTheSystemRefusesIsSaid() {
        #expect(throws: DatabaseError.unwritable(path: "/proc/none/x", reason: "no such file or directory")) {
            _ = try NewFile(path: "/proc/none/x", owner: "/").write([1])
        }
    }
}
