/// Finds the messages of a call in the data of its stream.
///
/// - Shape: a byte that says whether the message is compressed, its length in four bytes, and the message.
/// - Source: `doc/PROTOCOL-HTTP2.md` of gRPC, "Length-Prefixed-Message".
struct MessageDecoder: Sendable {
    /// The longest message that is read; none of those that are expected comes near it.
    static let longestMessage = 16 * 1_024 * 1_024

    private var unread: [UInt8] = []

    /// Takes the next bytes, and gives the messages that they complete.
    ///
    /// - Throws: ``CallStatus`` for a message that cannot be read.
    mutating func decode(_ bytes: [UInt8]) throws(CallStatus) -> [[UInt8]] {
        unread += bytes
        var messages: [[UInt8]] = []
        var start = 0
        while unread.count - start >= 5 {
            guard unread[start] == 0 else { throw CallStatus(.unimplemented, "a compressed message") }
            let length = Int(UInt32(bigEndianBytes: unread[(start + 1)..<(start + 5)]))
            guard length <= Self.longestMessage else {
                throw CallStatus(.resourceExhausted, "a message of \(length) bytes")
            }
            guard unread.count - start - 5 >= length else { break }
            messages.append(Array(unread[(start + 5)..<(start + 5 + length)]))
            start += 5 + length
        }
        unread.removeFirst(start)
        return messages
    }

    /// The bytes of a message, with its length in front.
    static func encode(_ message: [UInt8]) -> [UInt8] {
        [0] + UInt32(message.count).bigEndianBytes + message
    }
}
