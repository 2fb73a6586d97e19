/// What one side of a stream has still to send, and how much it may.
struct StreamSending: Sendable {
    /// How many bytes the other side takes at the moment; less than nothing after it has changed its mind.
    var window: Int
    /// What is to be sent, in order.
    private var pieces: [[UInt8]] = []
    /// How many bytes of the first piece are sent.
    private var position = 0
    /// How many bytes wait.
    private(set) var waiting = 0
    /// What ends this side of the stream; `nil` while it has not ended.
    private(set) var end: End?

    enum End: Hashable, Sendable {
        /// The last frame of data.
        case data
        /// A last head.
        case trailers([HeaderField])
    }

    init(window: Int) { self.window = window }

    /// Adds bytes; those that come after the end are passed over.
    mutating func append(_ bytes: [UInt8]) {
        guard end == nil, !bytes.isEmpty else { return }
        pieces.append(bytes)
        waiting += bytes.count
    }

    /// Says how this side ends, when all that waits is sent.
    mutating func finish(_ end: End) {
        if self.end == nil { self.end = end }
    }

    /// Forgets all that waits.
    mutating func cancel() {
        pieces = []
        (position, waiting) = (0, 0)
        if end == nil { end = .data }
    }

    /// Takes what the next frame can carry; empty where nothing waits or may be sent.
    mutating func next(atMost limit: Int) -> ArraySlice<UInt8> {
        guard let piece = pieces.first else { return [] }
        let count = min(limit, window, piece.count - position)
        guard count > 0 else { return [] }
        let part = piece[position..<(position + count)]
        position += count
        waiting -= count
        window -= count
        if position == piece.count {
            pieces.removeFirst()
            position = 0
        }
        return part
    }
}
