import EngineAPI
import Foundation
import GRPC
import SystemPackage
import TestSupport
import Testing

@testable import BuildSessions

/// Layers in directories of this host, written and read as BuildKit does it.
@Suite(.timeLimit(.minutes(1))) struct LayerServiceTests {
    private static let service = "/containerd.services.content.v1.Content"
    private static let digest = "sha256:" + String(repeating: "0a", count: 32)
    private static let head = [HeaderField("buildkit-attachable-store-id", "local:/cache")]

    /// A message that says something about a layer that is being written.
    private static func message(
        _ action: UInt64,
        digest: String = digest,
        total: Int64 = 0,
        offset: Int64 = 0,
        _ content: [UInt8] = []
    ) -> [UInt8] {
        var message = ProtobufWriter()
        message.write(1, action)
        message.write(2, "any name")
        message.write(3, total)
        message.write(4, digest)
        message.write(5, offset)
        message.write(6, content)
        return message.bytes
    }

    /// Writes a layer in two pieces; the last answer.
    private static func write(
        _ pieces: [[UInt8]],
        total: Int64? = nil,
        _ connection: CallConnection
    ) async throws -> [UInt8] {
        let whole = Int64(pieces.joined().count)
        return try await connection.call("\(service)/Write", metadata: head) { call in
            try await call.send(message(0, total: whole))
            var answer = try await call.next() ?? []
            var offset: Int64 = 0
            for piece in pieces {
                try await call.send(message(1, offset: offset, piece))
                answer = try await call.next() ?? []
                offset += Int64(piece.count)
            }
            try await call.send(message(2, total: total ?? whole, offset: offset))
            answer = try await call.next() ?? []
            return answer
        }
    }

    /// Reads a part of a layer; 0 is all that follows.
    private static func read(
        _ connection: CallConnection,
        from offset: Int64 = 0,
        _ length: Int64 = 0
    ) async throws -> [UInt8] {
        var request = ProtobufWriter()
        request.write(1, digest)
        request.write(2, offset)
        request.write(3, length)
        let bytes = request.bytes
        return try await connection.call("\(service)/Read", metadata: head) { call in
            try await call.send(bytes)
            call.endSending()
            var content: [UInt8] = []
            while let part = try await call.next() {
                var reader = ProtobufReader(part[...])
                while let field = try reader.next() {
                    if case (2, .bytes(let bytes)) = (field.number, field.value) { content += bytes }
                }
            }
            return content
        }
    }

    @Test func aLayerThatWasWrittenCanBeRead() async throws {
        try await withTemporaryDirectory { root in
            let layers = LayerService(["/cache": LayerDirectory(root.appending("cache"))])
            let large = (0..<1_200_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
            try await SessionConversation.with([layers]) { connection in
                let answer = try await Self.write([Array(large[..<9]), Array(large[9...])], connection)
                var wanted = ProtobufWriter()
                wanted.write(1, UInt64(2))
                wanted.write(4, Int64(large.count))
                wanted.write(5, Int64(large.count))
                wanted.write(6, Self.digest)
                #expect(answer == wanted.bytes)
                let whole = try await Self.read(connection)
                #expect(whole == large)
                let part = try await Self.read(connection, from: 1_000_000, 10)
                #expect(part == Array(large[1_000_000..<1_000_010]))
                var request = ProtobufWriter()
                request.write(1, Self.digest)
                let description = try await connection.call("\(Self.service)/Info", metadata: Self.head, request.bytes)
                #expect(description == LayerMessages.description(of: Self.digest, length: Int64(large.count)))
                await #expect(throws: CallStatus(.alreadyExists, "content \(Self.digest): already exists")) {
                    try await Self.write([[1]], connection)
                }
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: root.appending("cache/ingest").string)
            #expect(names == [])
        }
    }

    @Test func whatIsNotWholeIsNotKept() async throws {
        try await withTemporaryDirectory { root in
            let layers = LayerService(["/cache": LayerDirectory(root)])
            try await SessionConversation.with([layers]) { connection in
                await #expect(throws: CallStatus(.invalidArgument, "2 bytes of 3 have come")) {
                    try await Self.write([[1], [2]], total: 3, connection)
                }
                await #expect(throws: CallStatus(.notFound, "content \(Self.digest): not found")) {
                    try await Self.read(connection)
                }
            }
            for folder in ["ingest", "blobs/sha256"] {
                #expect(try FileManager.default.contentsOfDirectory(atPath: root.appending(folder).string) == [])
            }
        }
    }

    @Test func onlyLayersOfTheDirectoriesAreGiven() async throws {
        try await withTemporaryDirectory { root in
            try root.appending("secret").write("hush")
            let layers = LayerService(["/cache": LayerDirectory(root.appending("cache"))])
            try await SessionConversation.with([layers]) { connection in
                let path = "\(Self.service)/Info"
                var request = ProtobufWriter()
                request.write(1, "sha256:../../secret")
                let bytes = request.bytes
                await #expect(throws: CallStatus(.notFound, "content sha256:../../secret: not found")) {
                    try await connection.call(path, metadata: Self.head, bytes)
                }
                await #expect(throws: CallStatus(.notFound, "unknown store local:/other")) {
                    try await connection.call(
                        path,
                        metadata: [HeaderField("buildkit-attachable-store-id", "local:/other")],
                        bytes
                    )
                }
            }
        }
    }
}
