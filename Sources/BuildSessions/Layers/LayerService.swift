internal import EngineAPI
internal import GRPC
internal import IgnoreRules
internal import SystemPackage

/// Gives a build the layers that directories of this host have, and takes those that are to be kept in them.
///
/// What is taken is kept under the digest that BuildKit names, and BuildKit checks what it is given.
///
/// - Source: `session/content` of BuildKit.
package struct LayerService: SessionService {
    /// What stands beside each call: the directory, as the build's request names it.
    private static let directoryField = "buildkit-attachable-store-id"
    private static let pieceLength = 1 << 20

    private let directories: [String: LayerDirectory]

    /// Creates the service.
    ///
    /// - Parameter directories: by the paths that the build's request has for them.
    package init(_ directories: [String: LayerDirectory]) { self.directories = directories }

    /// `Info`, `Read`, `Write` and `Abort`.
    package var methods: [String: BuildSession.Method] {
        let service = "/containerd.services.content.v1.Content"
        return [
            "\(service)/Info": { try await describe(in: $0) }, "\(service)/Read": { try await read(in: $0) },
            "\(service)/Write": { try await write(in: $0) },
            // Nothing is kept of what is not whole.
            "\(service)/Abort": Self.single { _ in [] },
        ]
    }

    private func directory(of call: CallStream) throws -> LayerDirectory {
        let name = call.head.first(named: Self.directoryField) ?? ""
        guard name.hasPrefix("local:"), let directory = directories[String(name.dropFirst("local:".count))] else {
            throw CallStatus(.notFound, "unknown store \(name)")
        }
        return directory
    }

    private func describe(in call: CallStream) async throws {
        let directory = try directory(of: call)
        let request = try await Self.request(of: call)
        let file = try Self.open(request.digest, in: directory)
        defer { try? file.close() }
        let length = try Self.length(of: file)
        try await call.send(LayerMessages.description(of: request.digest, length: length))
    }

    private func read(in call: CallStream) async throws {
        let directory = try directory(of: call)
        let request = try await Self.request(of: call)
        let file = try Self.open(request.digest, in: directory)
        defer { try? file.close() }
        var offset = request.offset
        let whole = try Self.length(of: file)
        guard offset >= 0, offset <= whole, request.length >= 0 else {
            throw CallStatus(.invalidArgument, "\(request.digest) has \(whole) bytes")
        }
        let end = request.length == 0 ? whole : offset + min(request.length, whole - offset)
        while offset < end {
            let length = Int(min(end - offset, Int64(Self.pieceLength)))
            let piece = try [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
                count = try file.read(fromAbsoluteOffset: offset, into: UnsafeMutableRawBufferPointer(buffer))
            }
            guard !piece.isEmpty else { throw CallStatus(.internalError, "\(request.digest) got shorter") }
            try await call.send(LayerMessages.part(piece[...], at: offset))
            offset += Int64(piece.count)
        }
    }

    private func write(in call: CallStream) async throws {
        let directory = try directory(of: call)
        var file: LayerFile?
        var digest = ""
        defer { file?.end() }
        while let message = try await call.next() {
            let request = try Self.parsed { () throws(ProtobufReader.Malformed) in
                try LayerMessages.Write(protobuf: message)
            }
            if !request.digest.isEmpty { digest = request.digest }
            if let opened = try? Self.open(digest, in: directory) {
                try? opened.close()
                throw CallStatus(.alreadyExists, "content \(digest): already exists")
            }
            var layer = try file ?? LayerFile(in: directory)
            file = layer
            guard request.content.isEmpty || request.offset == layer.length else {
                throw CallStatus(.invalidArgument, "\(layer.length) bytes have come, not \(request.offset)")
            }
            try layer.append(request.content)
            file = layer
            guard request.action == .commit else {
                try await call.send(request.answer(length: layer.length))
                continue
            }
            guard request.total == 0 || request.total == layer.length else {
                throw CallStatus(.invalidArgument, "\(layer.length) bytes of \(request.total) have come")
            }
            guard let place = directory.blob(digest), layer.keep(at: place) else {
                throw CallStatus(.internalError, "'\(digest)' cannot be kept in '\(directory.path)'")
            }
            var answered = request
            answered.digest = digest
            return try await call.send(answered.answer(length: layer.length))
        }
    }

    private static func request(of call: CallStream) async throws -> LayerMessages.Read {
        guard let message = try await call.next() else { throw CallStatus(.invalidArgument, "no request") }
        return try parsed { () throws(ProtobufReader.Malformed) in try LayerMessages.Read(protobuf: message) }
    }

    private static func parsed<Message>(
        _ parse: () throws(ProtobufReader.Malformed) -> Message
    ) throws(CallStatus) -> Message {
        do {
            return try parse()
        } catch {
            throw CallStatus(.invalidArgument, "a malformed message")
        }
    }

    /// - Throws: `CallStatus` with `notFound`.
    private static func open(_ digest: String, in directory: LayerDirectory) throws -> FileDescriptor {
        guard let path = directory.blob(digest),
            let file = try? FileDescriptor.open(path, .readOnly, options: [.nonBlocking, .closeOnExec])
        else { throw CallStatus(.notFound, "content \(digest): not found") }
        return file
    }

    private static func length(of file: FileDescriptor) throws -> Int64 { try FileMetadata(of: file).size }
}
