internal import EngineAPI
internal import GRPC
internal import IgnoreRules
internal import Synchronization
internal import SystemPackage

/// Tells an engine of the files of a directory, and sends it those that it asks for meanwhile.
struct DirectoryTransfer: Sendable {
    /// How many bytes of a file a packet carries.
    private static let pieceLength = 65_536

    /// What the files that have been told of hold, by their numbers; each is asked for once.
    private final class Contents: Sendable {
        private let contents = Mutex<[UInt32: SyncedContent]>([:])

        func add(_ content: SyncedContent, number: UInt32) { contents.withLock { $0[number] = content } }
        func take(_ number: UInt32) -> SyncedContent? { contents.withLock { $0.removeValue(forKey: number) } }
    }

    let call: CallStream
    /// Is told how many bytes were sent.
    let count: @Sendable (Int64) -> Void
    /// Is told of files that changed meanwhile.
    let report: @Sendable (SyncIncident) -> Void

    /// Sends what has changed.
    ///
    /// What fails first ends both: the engine would go on to wait for files that it is not told of.
    ///
    /// - Parameter files: the files in order.
    /// - Throws: ``SyncFailure``, `CallStatus`, `CancellationError`.
    func send(_ files: @escaping @Sendable () -> AnyIterator<Result<SyncedTree.Entry, SyncFailure>>) async throws {
        let contents = Contents()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await tell(of: files(), contents) }
            group.addTask { try await answer(with: contents) }
            while try await group.next() != nil {}
        }
    }

    private func tell(
        of files: AnyIterator<Result<SyncedTree.Entry, SyncFailure>>,
        _ contents: Contents
    ) async throws {
        var number: UInt32 = 0
        while let file = files.next() {
            let entry = try file.get()
            if let content = entry.content { contents.add(content, number: number) }
            try await call.send(SyncPacket.stat(entry.stat).protobuf)
            number += 1
        }
        try await call.send(SyncPacket.stat(nil).protobuf)
    }

    private func answer(with contents: Contents) async throws {
        while let message = try await call.next() {
            let packet: SyncPacket?
            do throws(ProtobufReader.Malformed) {
                packet = try SyncPacket(fromReceiver: message)
            } catch {
                throw SyncFailure.refused("a malformed packet")
            }
            switch packet {
            case .request(let number):
                guard let content = contents.take(number) else {
                    throw SyncFailure.refused("there is no file \(number)")
                }
                try await send(content, number)
            case .finished: return try await call.send(SyncPacket.finished.protobuf)
            case .failed(let words): throw SyncFailure.refused(words)
            case .stat, .data, nil: throw SyncFailure.refused("an unexpected packet")
            }
        }
        throw CallStatus(.cancelled, "the files are not wanted any more")
    }

    private func send(_ content: SyncedContent, _ number: UInt32) async throws {
        switch content {
        case .bytes(let bytes): try await send(bytes[...], number)
        case .file(let path): try await send(path, number)
        }
        try await call.send(SyncPacket.data(number, []).protobuf)
    }

    /// Sends what a file holds at the moment, and not what is written to its end meanwhile: that may never end.
    private func send(_ path: FilePath, _ number: UInt32) async throws {
        let file: FileDescriptor
        do throws(Errno) {
            file = try open(path)
        } catch .noSuchFileOrDirectory, .tooManySymbolicLinkLevels, .notDirectory {
            throw SyncFailure.vanished(path)
        } catch {
            throw SyncFailure.unreadable(path, error)
        }
        defer { try? file.close() }
        let before = try metadata(of: file, at: path)
        // What the engine was told of was a file.
        guard before.kind == .file else { throw SyncFailure.vanished(path) }
        var rest = before.size
        while rest > 0 {
            let piece = try read(file, atMost: Int(min(rest, Int64(Self.pieceLength))), at: path)
            if piece.isEmpty { break }
            rest -= Int64(piece.count)
            try await send(piece[...], number)
        }
        let after = try metadata(of: file, at: path)
        if rest > 0 || after != before { report(.changed(path)) }
    }

    private func metadata(of file: FileDescriptor, at path: FilePath) throws -> FileMetadata {
        do throws(Errno) {
            return try FileMetadata(of: file)
        } catch {
            throw SyncFailure.unreadable(path, error)
        }
    }

    private func read(_ file: FileDescriptor, atMost length: Int, at path: FilePath) throws -> [UInt8] {
        do {
            return try [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
                count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
        } catch {
            throw SyncFailure.unreadable(path, error as? Errno ?? .ioError)
        }
    }

    private func open(_ path: FilePath) throws(Errno) -> FileDescriptor {
        do {
            return try FileDescriptor.open(path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
        } catch {
            throw error as? Errno ?? .ioError
        }
    }

    private func send(_ bytes: ArraySlice<UInt8>, _ number: UInt32) async throws {
        var rest = bytes
        while !rest.isEmpty {
            let piece = rest.prefix(Self.pieceLength)
            rest = rest.dropFirst(piece.count)
            try await call.send(SyncPacket.data(number, piece).protobuf)
            count(Int64(piece.count))
        }
    }
}
