internal import EngineAPI

/// A message of the protocol in which directories are brought up to date.
///
/// The sender tells of all files in order, with no file at the end. The receiver asks for the content of those that it does
/// not have, by their numbers in that order, and says when it has everything.
///
/// - Source: `types/wire.proto`, `send.go` and `receive.go` of fsutil.
enum SyncPacket: Hashable, Sendable {
    /// A file; none behind the last one.
    case stat(FileStat?)
    /// The content of a file is wanted.
    case request(UInt32)
    /// A piece of a file; an empty one ends it.
    case data(UInt32, ArraySlice<UInt8>)
    /// Everything is there; the answer to it is the same.
    case finished
    /// It cannot go on.
    case failed(String)

    private enum Kind: UInt64 {
        case stat = 0
        case request = 1
        case data = 2
        case finished = 3
        case failed = 4
    }

    var protobuf: [UInt8] {
        var message = ProtobufWriter()
        switch self {
        case .stat(let stat):
            if let stat { message.writeMessage(2, stat.protobuf) }
        case .request(let number):
            message.write(1, Kind.request.rawValue)
            message.write(3, UInt64(number))
        case .data(let number, let bytes):
            message.write(1, Kind.data.rawValue)
            message.write(3, UInt64(number))
            message.write(4, bytes)
        case .finished: message.write(1, Kind.finished.rawValue)
        case .failed(let reason):
            message.write(1, Kind.failed.rawValue)
            message.write(4, Array(reason.utf8))
        }
        return message.bytes
    }

    /// Reads what a receiver sends; what only senders do is `nil`.
    ///
    /// - Throws: `ProtobufReader.Malformed`.
    init?(fromReceiver message: [UInt8]) throws(ProtobufReader.Malformed) {
        var (kind, number, data): (UInt64, UInt32, ArraySlice<UInt8>) = (0, 0, [])
        var reader = ProtobufReader(message[...])
        while let field = try reader.next() {
            switch (field.number, field.value) {
            case (1, .number(let value)): kind = value
            case (3, .number(let value)): number = UInt32(truncatingIfNeeded: value)
            case (4, .bytes(let bytes)): data = bytes
            default: break
            }
        }
        switch Kind(rawValue: kind) {
        case .request: self = .request(number)
        case .finished: self = .finished
        case .failed: self = .failed(String(decoding: data, as: UTF8.self))
        case .stat, .data, nil: return nil
        }
    }
}
