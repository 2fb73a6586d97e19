/// A frame of HTTP/2.
///
/// - Shape: 9 bytes, the length of the payload, the kind, flags, and the stream, then the payload.
/// - Source: RFC 9113, sections 4.1 and 6.
struct Frame: Hashable, Sendable {
    /// What a frame is about.
    enum Kind: UInt8, Sendable {
        case data = 0
        case headers = 1
        case priority = 2
        case reset = 3
        case settings = 4
        case pushPromise = 5
        case ping = 6
        case goAway = 7
        case windowUpdate = 8
        case continuation = 9
    }

    struct Flags: OptionSet, Hashable, Sendable {
        let rawValue: UInt8

        /// The last frame of its stream from this side.
        static let endStream = Flags(rawValue: 0x1)
        /// The answer to settings or a ping.
        static let acknowledgement = Flags(rawValue: 0x1)
        /// The head is complete.
        static let endHeaders = Flags(rawValue: 0x4)
        /// Zeros follow the payload, whose first byte says how many.
        static let padded = Flags(rawValue: 0x8)
        /// Five bytes about the order of streams stand before the head.
        static let priority = Flags(rawValue: 0x20)
    }

    /// How long a payload may be at first.
    static let longestPayload = 16_384

    /// Of a kind that is not known, `nil`.
    var kind: Kind?
    var flags: Flags = []
    var stream: UInt32 = 0
    var payload: [UInt8] = []

    init(_ kind: Kind?, flags: Flags = [], stream: UInt32 = 0, payload: [UInt8] = []) {
        self.kind = kind
        self.flags = flags
        self.stream = stream
        self.payload = payload
    }

    /// Writes the frame behind others.
    func append(to bytes: inout [UInt8]) {
        Self.append(kind ?? .ping, flags, stream, payload[...], to: &bytes)
    }

    /// Writes a frame behind others.
    static func append(
        _ kind: Kind,
        _ flags: Flags,
        _ stream: UInt32,
        _ payload: ArraySlice<UInt8>,
        to bytes: inout [UInt8]
    ) {
        let length = UInt32(payload.count)
        bytes += [16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
        bytes += [kind.rawValue, flags.rawValue]
        bytes += stream.bigEndianBytes
        bytes += payload
    }

    /// The payload without what fills it up, and without what is said about the order of streams; `nil` where these are
    /// longer than it.
    var content: ArraySlice<UInt8>? {
        var rest = payload[...]
        var filling = 0
        if flags.contains(.padded) {
            guard let count = rest.popFirst() else { return nil }
            filling = Int(count)
        }
        if kind == .headers, flags.contains(.priority) {
            guard rest.count >= 5 else { return nil }
            rest = rest.dropFirst(5)
        }
        return filling <= rest.count ? rest.dropLast(filling) : nil
    }
}

extension UInt32 {
    /// The four bytes, the most significant first.
    var bigEndianBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }

    /// The number of four bytes, the most significant first.
    init(bigEndianBytes bytes: some Sequence<UInt8>) { self = bytes.reduce(0) { $0 << 8 | UInt32($1) } }
}
