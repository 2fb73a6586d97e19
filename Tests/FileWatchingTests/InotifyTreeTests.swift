#if os(Linux)
import CLibrary
import SystemPackage
import TestSupport
import Testing

@testable import FileWatching

@Suite struct InotifyTreeTests {
    /// What is left of the events of a directory's files when a root below it is watched.
    private func names(of files: [String], roots: (FilePath) -> [FilePath]) async throws -> [String] {
        try await withTemporaryDirectory { directory in
            try directory.appending("a").makeDirectory()
            let descriptor = FileDescriptor(rawValue: inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC)))
            defer { try? descriptor.close() }
            let roots = roots(directory).map { WatchRoot(path: $0) }
            var tree = InotifyTree(descriptor: descriptor, roots: roots)
            for root in roots { try tree.establish(root) }
            for file in files { try directory.appending(file).makeDirectory() }
            return try withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
                let count = try descriptor.read(into: buffer)
                let events = InotifyEvent.parse(
                    UnsafeRawBufferPointer(rebasing: buffer[..<count]),
                    where: tree.concerns
                )
                return events.compactMap { event in
                    tree.directories(of: event.watch).contains(directory) ? event.name?.string : nil
                }
            }
        }
    }

    @Test func ofADirectoryThatLeadsToARootOnlyTheStepsAreHeard() async throws {
        #expect(
            try await names(of: ["noise", "b", "noise2"]) { [$0.appending("a"), $0.appending("b").appending("c")] } == [
                "b"
            ]
        )
    }

    @Test func ofADirectoryThatIsARootEverythingIsHeard() async throws {
        #expect(try await names(of: ["x", "b"]) { [$0, $0.appending("a")] } == ["x", "b"])
        #expect(try await names(of: ["x", "b"]) { [$0.appending("a"), $0] } == ["x", "b"])
    }
}
#endif
