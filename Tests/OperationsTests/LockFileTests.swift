import ComposeModel
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Operations

/// What others read in a lock file; and it is released by whoever has it, although a program that is just being started has its
/// descriptor, too.
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

    @Test func ofChangesIsReleasedThoughSomebodyElseHasTheDescriptor() async throws {
        try await withTemporaryDirectory { root in
            let path = root.appending("changes.json").string
            let first = try LockFile.open(path).get()
            #expect(first.lock())
            let copy = dup(first.descriptor)
            defer { close(copy) }
            first.close()
            let second = try LockFile.open(path).get()
            defer { second.close() }
            #expect(second.lock())
        }
    }

    #if os(Linux)
    @Test func ofTheRightToWatchIsReleasedThoughSomebodyElseHasTheDescriptor() async throws {
        try await withTemporaryDirectory { root in
            let folder = ProjectFolder(path: root.string)
            let holder = WatchHolder(process: .current, isInBackground: true, services: ["app"])
            let lock = try WatchLock.acquire(folder, of: "p", as: holder)
            let copies = try Self.descriptors(of: folder.watchFile).map { dup($0) }
            defer { for copy in copies { close(copy) } }
            #expect(copies.count == 1)
            lock.release()
            try WatchLock.acquire(folder, of: "p", as: holder).release()
        }
    }

    /// The descriptors of this process that lead to a file.
    private static func descriptors(of path: String) throws -> [Int32] {
        let (files, directory) = (FileManager.default, "/proc/self/fd")
        return try files.contentsOfDirectory(atPath: directory).compactMap { Int32($0) }.filter { descriptor in
            (try? files.destinationOfSymbolicLink(atPath: "\(directory)/\(descriptor)")) == path
        }
    }
    #endif
}
