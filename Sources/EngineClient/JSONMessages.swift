#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import NIOCore

/// The JSON objects of a stream, decoded. One iteration only.
struct JSONMessages<Message: Decodable & Sendable>: AsyncSequence, Sendable {
    typealias Element = Message

    let bytes: ByteStream
    let summary: String

    func makeAsyncIterator() -> Iterator { Iterator(bytes: bytes.makeAsyncIterator(), summary: summary) }

    struct Iterator: AsyncIteratorProtocol {
        var bytes: ByteStream.AsyncIterator
        let summary: String
        var splitter = JSONObjectSplitter()
        var waiting: ArraySlice<[UInt8]> = []

        mutating func next() async throws -> Message? {
            while true {
                if let object = waiting.popFirst() {
                    do {
                        return try JSONDecoder().decode(Message.self, from: Data(object))
                    } catch {
                        throw violation(EngineClient.decodingFailure(error))
                    }
                }
                guard let piece = try await bytes.nextPiece() else {
                    if splitter.isWithinObject { throw EngineError.connectionClosed(request: summary) }
                    return nil
                }
                do {
                    waiting = try splitter.split(piece.readableBytesView)[...]
                } catch {
                    throw violation("\(error)")
                }
            }
        }

        private func violation(_ reason: String) -> EngineError {
            .protocolViolation(request: summary, reason: reason)
        }
    }
}

/// Finds the objects in a stream of JSON, however they are separated and wherever the stream is cut into pieces.
struct JSONObjectSplitter: Sendable {
    enum Violation: Error, Hashable, Sendable, CustomStringConvertible {
        case noObject
        case oversizedObject

        var description: String {
            switch self {
            case .noObject: "something else than JSON objects"
            case .oversizedObject: "a JSON object of more than 64 MB"
            }
        }
    }

    private static let longestObject = 64 * 1_024 * 1_024

    private var object: [UInt8] = []
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    /// Whether the last object is not complete.
    var isWithinObject: Bool { depth > 0 }

    /// Takes the next bytes and gives the objects that they complete.
    mutating func split(_ bytes: some Sequence<UInt8>) throws(Violation) -> [[UInt8]] {
        var objects: [[UInt8]] = []
        for byte in bytes {
            if depth == 0 {
                switch byte {
                case UInt8(ascii: "{"): break
                case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): continue
                default: throw .noObject
                }
            }
            object.append(byte)
            guard object.count <= Self.longestObject else { throw .oversizedObject }
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 {
                    objects.append(object)
                    object = []
                }
            default: break
            }
        }
        return objects
    }
}
