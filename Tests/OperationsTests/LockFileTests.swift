import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Operations

/// What others read in a lock file.
@Suite struct LockFileTests {
    @Test func ofALongerRecordThatIsBeingReplacedNothingIsRead() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/changes.json"
            func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }
            let file = try LockFile.open(path).get()
            defer { file.close() }
            file.write(Array("a longer record".utf8))
            let longer = try bytes()
            file.write(Array("a record".utf8))
            #expect(file.content == Array("a record".utf8))
            // As long as the rest of the longer one is not cut off.
            let shorter = try bytes()
            try Data(shorter + longer.dropFirst(shorter.count)).write(to: URL(filePath: path))
            let other = try LockFile.open(path).get()
            defer { other.close() }
            #expect(other.content == Array("a record".utf8))
            other.write([])
            #expect(try bytes() == [])
        }
    }
}
