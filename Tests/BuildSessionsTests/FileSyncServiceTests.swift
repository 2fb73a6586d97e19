import EngineAPI
import Foundation
import GRPC
import IgnoreRules
import SystemPackage
import TestSupport
import Testing

@testable import BuildSessions

/// Directories that are brought up to date as an engine does it.
@Suite(.timeLimit(.minutes(5))) struct FileSyncServiceTests {
    private static func synced(
        _ service: FileSyncService,
        _ receiver: FileReceiver = FileReceiver(),
        _ metadata: [(String, String)] = []
    ) async throws -> FileReceiver {
        let head = [HeaderField("dir-name", "context")] + metadata.map { HeaderField($0, $1) }
        return try await SessionConversation.with([service]) { connection in
            var receiver = receiver
            try await receiver.update(connection, head)
            return receiver
        }
    }

    @Test func theFirstBuildGetsEverythingInOrder() async throws {
        try await withTemporaryDirectory { root in
            let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
            try root.appending("b.bin").write(large)
            try root.appending("a/run").write("#!/bin/sh\n", mode: 0o4755)
            try root.appending("a.txt").write("text")
            try root.appending("a/empty").write("")
            try root.appending("link").makeLink(to: "a/run")
            let service = FileSyncService(["context": .host(root)])
            let receiver = try await Self.synced(service)
            #expect(receiver.paths == ["a", "a/empty", "a/run", "a.txt", "b.bin", "link"])
            #expect(receiver.sent == ["a.txt", "a/empty", "a/run", "b.bin"])
            #expect(receiver.files["b.bin"]?.content == large)
            #expect(receiver.files["a/run"]?.content == Array("#!/bin/sh\n".utf8))
            #expect(receiver.files["a/empty"]?.content == [])
            #expect(receiver.files["link"]?.target == "a/run")
            // A directory, one with set-id, and a link, in Go's bits.
            #expect(receiver.files["a"].map { $0.mode & 0x8000_0000 } == 0x8000_0000)
            #expect(receiver.modes["a/run"] == "40000755")
            #expect(receiver.modes["link"] == "1000000777")
            #expect(service.sentBytes == 300_014)
        }
    }

    @Test func theNextBuildGetsWhatHasChanged() async throws {
        try await withTemporaryDirectory { root in
            for name in ["a", "b", "c"] { try root.appending(name).write(name) }
            let service = FileSyncService(["context": .host(root)])
            let first = try await Self.synced(service)
            let unchanged = try await Self.synced(service, first)
            #expect(unchanged.sent == [])
            #expect(unchanged.files == first.files)
            try root.appending("b").write("another")
            try root.appending("c").remove()
            try root.appending("d").write("new")
            let next = try await Self.synced(service, unchanged)
            #expect(next.sent == ["b", "d"])
            #expect(next.paths == ["a", "b", "d"])
            #expect(next.files["b"]?.content == Array("another".utf8))
            #expect(service.sentBytes == 3 + 7 + 3)
        }
    }

    @Test func whatTheIgnoreFileNamesStaysHere() async throws {
        try await withTemporaryDirectory { root in
            for path in ["keep", "node_modules/x/y", "node_modules/keep/z", "deep/a/b/kept"] {
                try root.appending(FilePath(path).components).write(path)
            }
            let service = FileSyncService(["context": .host(root)])
            let receiver = try await Self.synced(
                service,
                FileReceiver(),
                [
                    ("exclude-patterns", "node_modules"), ("exclude-patterns", "!node_modules/keep"),
                    ("exclude-patterns", "deep"), ("exclude-patterns", "!deep/a/b/kept"),
                ]
            )
            // Directories above what is kept are told of, though they are ignored.
            #expect(
                receiver.paths == [
                    "deep", "deep/a", "deep/a/b", "deep/a/b/kept", "keep", "node_modules", "node_modules/keep",
                    "node_modules/keep/z",
                ]
            )
        }
    }

    @Test func onlyWhatIsAskedForIsToldOfWithWhatLinksLeadTo() async throws {
        try await withTemporaryDirectory { root in
            for path in ["src/a.c", "src/b.h", "real/data/x", "other/y", "outside/z"] {
                try root.appending(FilePath(path).components).write(path)
            }
            try root.appending("data").makeLink(to: "real/data")
            try root.appending("src/out.c").makeLink(to: "../outside/z")
            let service = FileSyncService(["context": .host(root)])
            let receiver = try await Self.synced(
                service,
                FileReceiver(),
                [("followpaths", "/data/x"), ("followpaths", "/src/*.c"), ("followpaths", "/missing")]
            )
            #expect(
                receiver.paths == [
                    "data", "outside", "outside/z", "real", "real/data", "real/data/x", "src", "src/a.c", "src/out.c",
                ]
            )
            let everything = try await Self.synced(service, FileReceiver(), [("followpaths", "/")])
            #expect(everything.files.count == 12)
            let encoded = try await Self.synced(
                service,
                FileReceiver(),
                [("include-patterns", "oth%65r"), ("include-patterns-encoded", "1")]
            )
            #expect(encoded.paths == ["other", "other/y"])
        }
    }

    @Test func filesThatExistNowhereAreSentAsWell() async throws {
        let service = FileSyncService([
            "context": .memory(
                ["Dockerfile": Array("FROM scratch\n".utf8), "Dockerfile.dockerignore": Array("x\n".utf8)],
                modified: .init(seconds: 5, nanoseconds: 7)
            )
        ])
        let receiver = try await Self.synced(
            service,
            FileReceiver(),
            [("followpaths", "Dockerfile"), ("followpaths", "dockerfile")]
        )
        #expect(receiver.paths == ["Dockerfile"])
        #expect(receiver.files["Dockerfile"]?.content == Array("FROM scratch\n".utf8))
        #expect(receiver.files["Dockerfile"]?.modified == 5_000_000_007)
    }

    @Test func aFileWithSeveralNamesIsSentOnce() async throws {
        try await withTemporaryDirectory { root in
            try root.appending("a/first").write("content")
            try root.appending("ignored").write("elsewhere")
            for (file, name) in [("a/first", "a/second"), ("a/first", "third"), ("ignored", "kept")] {
                #expect(link("\(root)/\(file)", "\(root)/\(name)") == 0)
            }
            let service = FileSyncService(["context": .host(root)])
            let receiver = try await Self.synced(service, FileReceiver(), [("exclude-patterns", "ignored")])
            #expect(receiver.paths == ["a", "a/first", "a/second", "kept", "third"])
            #expect(receiver.sent == ["a/first", "kept"])
            #expect(receiver.files["a/second"]?.target == "a/first" && receiver.files["a/second"]?.size == 0)
            #expect(receiver.files["third"]?.target == "a/first")
            // Only names that the engine is told of count.
            #expect(receiver.files["kept"]?.target == "" && receiver.files["kept"]?.size == 9)
        }
    }

    @Test func emptyDirectoriesAndTheirModesAreToldOf() async throws {
        try await withTemporaryDirectory { root in
            let modes: [(name: String, mode: mode_t)] = [
                ("empty", 0o700), ("deep/empty", 0o2775), ("temporary", 0o1777),
            ]
            for (name, mode) in modes {
                let directory = root.appending(FilePath(name).components)
                try FileManager.default.createDirectory(atPath: directory.string, withIntermediateDirectories: true)
                #expect(chmod(directory.string, mode) == 0)
            }
            let receiver = try await Self.synced(FileSyncService(["context": .host(root)]))
            #expect(receiver.paths == ["deep", "deep/empty", "empty", "temporary"])
            #expect(receiver.files["empty"]?.mode == 0x8000_0000 | 0o700)
            #expect(receiver.files["deep/empty"]?.mode == 0x8040_0000 | 0o775)
            #expect(receiver.files["temporary"]?.mode == 0x8010_0000 | 0o777)
            #expect(receiver.sent == [])
        }
    }

    @Test func aFileThatIsWrittenToWhileItIsSentIsToldOf() async throws {
        try await withTemporaryDirectory { root in
            let file = root.appending("log")
            let length = 4 << 20
            try file.write([UInt8](repeating: 1, count: length))
            let (incidents, told) = AsyncStream<SyncIncident>.makeStream()
            let service = FileSyncService(["context": .host(root)]) { told.yield($0) }
            let received = try await SessionConversation.with([service]) { connection in
                try await connection.call(
                    "/moby.filesync.v1.FileSync/DiffCopy",
                    metadata: [HeaderField("dir-name", "context")]
                ) { call in
                    _ = try await call.next()
                    try await call.send(SyncPacket.request(0).protobuf)
                    // The end of the list, and the first piece: the rest does not fit into what is on its way.
                    var received = 0
                    for _ in 0..<2 { received += try await call.next()?.count ?? 0 }
                    let handle = try FileHandle(forWritingTo: URL(filePath: file.string))
                    try handle.seekToEnd()
                    try handle.write(contentsOf: Data(repeating: 2, count: length))
                    try handle.close()
                    try await call.send(SyncPacket.finished.protobuf)
                    call.endSending()
                    while let message = try await call.next() { received += message.count }
                    return received
                }
            }
            told.finish()
            var all: [SyncIncident] = []
            for await incident in incidents { all.append(incident) }
            #expect(all == [.changed(file)])
            // Each piece has a few bytes around it.
            #expect(received >= length && received < length + length / 2)
            #expect(service.failure == nil)
        }
    }

    @Test func timesThatDoNotFitAreTheLastOnesThatDo() throws {
        func nanoseconds(_ seconds: Int64, _ nanoseconds: Int32 = 0) throws -> Int64? {
            let stat = FileStat(
                path: [97],
                kind: .file,
                mode: 0,
                modified: .init(seconds: seconds, nanoseconds: nanoseconds)
            )
            let message = stat.protobuf
            var reader = ProtobufReader(message[...])
            while let field = try reader.next() {
                if case (6, .number(let value)) = (field.number, field.value) { return Int64(bitPattern: value) }
            }
            return nil
        }
        #expect(try nanoseconds(5, 7) == 5_000_000_007)
        #expect(try nanoseconds(-1, 500_000_000) == -500_000_000)
        #expect(try nanoseconds(1 << 40) == Int64.max)
        #expect(try nanoseconds(9_223_372_036, 999_999_999) == Int64.max)
        #expect(try nanoseconds(-(1 << 40)) == Int64.min)
    }

    @Test func aDirectoryThatCannotBeReadEndsTheCallAtOnce() async throws {
        /// Sends files that end in a failure.
        struct Failing: SessionService {
            private static let failure: Result<SyncedTree.Entry, SyncFailure> =
                .failure(.unreadable("/a", .permissionDenied))
            var methods: [String: BuildSession.Method] {
                [
                    "/test/Send": { call in
                        let transfer = DirectoryTransfer(call: call, count: { _ in }, report: { _ in })
                        try await transfer.send { AnyIterator([Self.failure].makeIterator()) }
                    }
                ]
            }
        }
        try await SessionConversation.with([Failing()]) { connection in
            _ = await #expect(throws: CallStatus(.unknown, "cannot read '/a': \(Errno.permissionDenied)")) {
                try await connection.call("/test/Send") { call in
                    // Nothing is asked for: whoever waits for that waits forever.
                    while try await call.next() != nil {}
                }
            }
        }
    }

    @Test func aCallThatIsGivenUpEndsTheTransfer() async throws {
        try await withTemporaryDirectory { root in
            try root.appending("large").write([UInt8](repeating: 1, count: 4 << 20))
            let service = FileSyncService(["context": .host(root)])
            let again = try await SessionConversation.with([service]) { connection in
                try await connection.call(
                    "/moby.filesync.v1.FileSync/DiffCopy",
                    metadata: [HeaderField("dir-name", "context")]
                ) { call in
                    _ = try await call.next()
                    try await call.send(SyncPacket.request(0).protobuf)
                    _ = try await call.next()
                }
                // The connection serves what comes after it.
                var receiver = FileReceiver()
                try await receiver.update(connection, [HeaderField("dir-name", "context")])
                return receiver
            }
            #expect(again.sent == ["large"])
            #expect(again.files["large"]?.content?.count == 4 << 20)
            #expect(service.failure == nil)
        }
    }

    @Test func aDirectoryThatIsNotOfferedIsNotGiven() async throws {
        let service = FileSyncService(["other": .memory([:], modified: .init(seconds: 0))])
        await #expect(throws: CallStatus(.notFound, "no access allowed to dir \"context\"")) {
            _ = try await Self.synced(service)
        }
    }

    @Test func socketsAndPipesAreLeftOutAndToldOf() async throws {
        try await withTemporaryDirectory { root in
            try root.appending("file").write("x")
            let pipe = root.appending("pipe")
            #expect(mkfifo(pipe.string, 0o600) == 0)
            let (incidents, told) = AsyncStream<SyncIncident>.makeStream()
            let service = FileSyncService(["context": .host(root)]) { told.yield($0) }
            #expect(try await Self.synced(service).paths == ["file"])
            told.finish()
            var all: [SyncIncident] = []
            for await incident in incidents { all.append(incident) }
            #expect(all == [.notSendable(pipe)])
        }
    }

    @Test func aFileThatVanishesAfterItWasToldOfFailsTheBuild() async throws {
        try await withTemporaryDirectory { root in
            let file = root.appending("file")
            try file.write("x")
            let service = FileSyncService(["context": .host(root)])
            try await SessionConversation.with([service]) { connection in
                _ = await #expect(throws: CallStatus(.unknown, "'\(file)' vanished while it was sent")) {
                    try await connection.call(
                        "/moby.filesync.v1.FileSync/DiffCopy",
                        metadata: [HeaderField("dir-name", "context")]
                    ) { call in
                        _ = try await call.next()
                        try file.remove()
                        try await call.send(SyncPacket.request(0).protobuf)
                        while try await call.next() != nil {}
                    }
                }
            }
            #expect(service.failure == .vanished(file))
        }
    }

    @Test(
        arguments: [
            (SyncPacket.request(9), SyncFailure.refused("there is no file 9")),
            (.failed("no space left on device"), .refused("no space left on device")),
            (.data(0, [1]), .refused("an unexpected packet")),
        ]
    )
    func whatTheEngineSaysIsKept(packet: SyncPacket, failure: SyncFailure) async throws {
        let service = FileSyncService(["context": .memory(["a": [1]], modified: .init(seconds: 0))])
        try await SessionConversation.with([service]) { connection in
            _ = await #expect(throws: CallStatus(.unknown, failure.description)) {
                try await connection.call(
                    "/moby.filesync.v1.FileSync/DiffCopy",
                    metadata: [HeaderField("dir-name", "context")]
                ) { call in
                    try await call.send(packet.protobuf)
                    while try await call.next() != nil {}
                }
            }
        }
        #expect(service.failure == failure)
    }
}
