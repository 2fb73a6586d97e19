/// The fields of one header block.
struct RawHeader {
    let name: [UInt8]
    let link: [UInt8]
    let type: UInt8
    let size: Int64
    let mode: UInt16
    let userID: UInt32
    let groupID: UInt32
    let modified: Int64

    /// Reads a block of 512 bytes; `nil` if its checksum or a number is wrong.
    init?(_ block: [UInt8]) {
        guard let checksum = Self.number(block[148..<156]), let size = Self.number(block[124..<136]), size >= 0,
            let mode = Self.number(block[100..<108]), let userID = Self.number(block[108..<116]),
            let groupID = Self.number(block[116..<124]), let modified = Self.number(block[136..<148])
        else { return nil }
        var sum: Int64 = 8 * 32
        for (index, byte) in block.enumerated() where !(148..<156).contains(index) { sum += Int64(byte) }
        guard sum == checksum else { return nil }
        var name = Array(block[0..<100].prefix { $0 != 0 })
        if block[257..<263].elementsEqual("ustar\u{0}".utf8), block[345] != 0 {
            name = block[345..<500].prefix { $0 != 0 } + [UInt8(ascii: "/")] + name
        }
        self.name = name
        link = Array(block[157..<257].prefix { $0 != 0 })
        type = block[156]
        self.size = size
        self.mode = UInt16(truncatingIfNeeded: mode & 0o7777)
        self.userID = UInt32(truncatingIfNeeded: userID)
        self.groupID = UInt32(truncatingIfNeeded: groupID)
        self.modified = modified
    }

    /// Octal digits, or binary if the first bit is set.
    private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
        guard let first = field.first else { return nil }
        if first & 0x80 != 0 {
            var value: Int64 = first & 0x40 != 0 ? -1 : 0
            value = value << 6 | Int64(first & 0x3F)
            for byte in field.dropFirst() {
                guard value >> 54 == 0 || value >> 54 == -1 else { return nil }
                value = value << 8 | Int64(byte)
            }
            return value
        }
        let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
        return digits.isEmpty ? 0 : Int64(String(decoding: digits, as: UTF8.self), radix: 8)
    }
}
