/// Finds frames in bytes that come in any pieces.
struct FrameParser: Sendable {
    private var unread: [UInt8] = []
    /// How many of them have been read already.
    private var position = 0

    /// Takes the next bytes.
    mutating func append(_ bytes: [UInt8]) {
        if position == unread.count {
            unread = bytes
        } else {
            unread.removeFirst(position)
            unread += bytes
        }
        position = 0
    }

    /// Takes so many bytes that are no frame; `nil` while they have not come.
    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard unread.count - position >= count else { return nil }
        defer { position += count }
        return unread[position..<(position + count)]
    }

    /// Takes the next frame; `nil` while it is not complete.
    ///
    /// - Throws: ``HTTP2Violation/oversizedFrame(_:)``.
    mutating func next() throws(HTTP2Violation) -> Frame? {
        guard unread.count - position >= 9 else { return nil }
        let head = unread[position..<(position + 9)]
        let length = Int(UInt32(bigEndianBytes: head.prefix(3)))
        guard length <= Frame.longestPayload else { throw .oversizedFrame(length) }
        guard unread.count - position >= 9 + length else { return nil }
        let start = position + 9
        position = start + length
        return Frame(
            Frame.Kind(rawValue: unread[start - 6]),
            flags: Frame.Flags(rawValue: unread[start - 5]),
            // The first bit means nothing.
            stream: UInt32(bigEndianBytes: head.suffix(4)) & 0x7FFF_FFFF,
            payload: Array(unread[start..<position])
        )
    }
}
