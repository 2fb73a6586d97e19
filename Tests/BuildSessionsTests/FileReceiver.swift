import EngineAPI
import GRPC

@testable import BuildSessions

/// The engine's side of a file sync: keeps what it has been told of, and asks for what has changed.
struct FileReceiver {
    /// What is known of a file.
    struct File: Hashable {
        var mode: UInt64 = 0
        var size: UInt64 = 0
        var modified: UInt64 = 0
        var target = ""
        var content: [UInt8]?
    }

    /// The files, in the order in which they were told of.
    private(set) var paths: [String] = []
    /// By their paths.
    private(set) var files: [String: File] = [:]
    /// The paths of the files whose content was sent, in alphabetical order.
    private(set) var sent: [String] = []

    /// The permission bits and kinds of all files, as Go writes them.
    var modes: [String: String] { files.mapValues { String($0.mode, radix: 8) } }

    /// Brings the copy up to date.
    mutating func update(_ connection: CallConnection, _ metadata: [HeaderField]) async throws {
        let old = files
        (paths, files, sent) = ([], [:], [])
        self = try await connection.call("/moby.filesync.v1.FileSync/DiffCopy", metadata: metadata) { [self] call in
            var copy = self
            try await copy.receive(call, old)
            return copy
        }
        sent.sort()
    }

    private mutating func receive(_ call: OutgoingCall, _ old: [String: File]) async throws {
        var wanted: [UInt64: String] = [:]
        var isToldAll = false
        while let message = try await call.next() {
            let packet = try Packet(message)
            switch packet.kind {
            case 0:
                guard let (path, file) = packet.stat else {
                    isToldAll = true
                    break
                }
                let number = UInt64(paths.count)
                paths.append(path)
                files[path] = file
                // What is a link is made as one.
                guard file.mode < 0x0800_0000, file.target.isEmpty else { continue }
                if var known = old[path] {
                    let content = known.content
                    known.content = nil
                    if known == file {
                        files[path]?.content = content
                        continue
                    }
                }
                files[path]?.content = []
                wanted[number] = path
                try await call.send(SyncPacket.request(UInt32(number)).protobuf)
            case 2:
                guard let path = wanted[packet.number] else { throw CallStatus(.unknown, "nobody asked for it") }
                if packet.data.isEmpty {
                    wanted[packet.number] = nil
                    sent.append(path)
                } else {
                    files[path]?.content? += packet.data
                }
            case 3:
                call.endSending()
                continue
            case 4: throw CallStatus(.unknown, String(decoding: packet.data, as: UTF8.self))
            default: throw CallStatus(.unknown, "an unknown packet")
            }
            if isToldAll, wanted.isEmpty { try await call.send(SyncPacket.finished.protobuf) }
        }
    }

    private struct Packet {
        var kind: UInt64 = 0
        var number: UInt64 = 0
        var data: [UInt8] = []
        var stat: (path: String, file: File)?

        init(_ message: [UInt8]) throws {
            var reader = ProtobufReader(message[...])
            while let field = try reader.next() {
                switch (field.number, field.value) {
                case (1, .number(let value)): kind = value
                case (2, .bytes(let bytes)): stat = try Self.stat(bytes)
                case (3, .number(let value)): number = value
                case (4, .bytes(let bytes)): data = Array(bytes)
                default: break
                }
            }
        }

        private static func stat(_ bytes: ArraySlice<UInt8>) throws -> (path: String, file: File) {
            var (path, file) = ("", File())
            var reader = ProtobufReader(bytes)
            while let field = try reader.next() {
                switch (field.number, field.value) {
                case (1, .bytes(let bytes)): path = String(decoding: bytes, as: UTF8.self)
                case (2, .number(let value)): file.mode = value
                case (5, .number(let value)): file.size = value
                case (6, .number(let value)): file.modified = value
                case (7, .bytes(let bytes)): file.target = String(decoding: bytes, as: UTF8.self)
                default: break
                }
            }
            return (path, file)
        }
    }
}
