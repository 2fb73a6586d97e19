/// The checksum that the `cksum` command of every POSIX system prints: CRC-32 over the content and its length.
///
/// - Source: POSIX.1-2017, `cksum`.
struct POSIXChecksum {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index) << 24) { value, _ in
            value & 0x8000_0000 != 0 ? value << 1 ^ 0x04C1_1DB7 : value << 1
        }
    }

    private var register: UInt32 = 0
    private var length: UInt64 = 0

    /// Adds bytes.
    mutating func update(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            register = register << 8 ^ Self.table[Int(UInt8(truncatingIfNeeded: register >> 24) ^ byte)]
            length += 1
        }
    }

    /// The checksum of what was added.
    var value: UInt32 {
        var copy = self
        var rest = length
        while rest > 0 {
            copy.update(CollectionOfOne(UInt8(truncatingIfNeeded: rest)))
            rest >>= 8
        }
        return ~copy.register
    }
}
