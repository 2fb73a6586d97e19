/// What tells a text from what it became since.
///
/// - Shape: its length and 64 bits of FNV-1a; it guards against forgetting, not against forgery.
public struct SourceFingerprint: Sendable, Hashable, Codable {
    /// The number of bytes.
    public let length: Int
    /// The checksum.
    public let checksum: UInt64

    /// The fingerprint of a text.
    public init(of bytes: [UInt8]) {
        length = bytes.count
        checksum = bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
