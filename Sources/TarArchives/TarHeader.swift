import IgnoreRules
import SystemPackage

/// How an archive says what the original header has no room for.
package enum TarDialect: Sendable {
    /// POSIX extended headers: for engines and build contexts.
    case pax
    /// GNU long names and binary sizes, which BusyBox reads too; times below a second stay in extended headers, which
    /// readers that do not know them skip.
    case gnu
}

/// The encoding of headers into blocks of 512 bytes.
enum TarHeader {
    static let blockSize = 512

    /// The blocks that stand before the content of an entry.
    static func encode(_ entry: TarEntry, dialect: TarDialect) -> [UInt8] {
        var result: [UInt8] = []
        var name = entry.path.bytes
        if entry.kind == .directory, name.last != slash { name.append(slash) }
        let link = entry.linkTarget
        var records = PaxRecords()
        if entry.modified.nanoseconds != 0 { records.append("mtime", entry.modified.decimal) }
        switch dialect {
        case .pax:
            if needsRecord(name) { records.append("path", name) }
            if needsRecord(link) { records.append("linkpath", link) }
            if entry.size > maximumOctalSize { records.append("size", Array(String(entry.size).utf8)) }
        case .gnu:
            if name.count > 100 { result += longName(type: UInt8(ascii: "L"), name) }
            if link.count > 100 { result += longName(type: UInt8(ascii: "K"), link) }
        }
        if !records.bytes.isEmpty {
            let header = block(
                name: Array("pax".utf8),
                link: [],
                type: UInt8(ascii: "x"),
                size: Int64(records.bytes.count),
                entry: nil
            )
            result += header + records.bytes + padding(Int64(records.bytes.count))
        }
        result += block(name: name, link: link, type: entry.typeFlag, size: entry.size, entry: entry)
        return result
    }

    /// The zeros that complete the last block of a content.
    static func padding(_ size: Int64) -> [UInt8] {
        [UInt8](repeating: 0, count: Int((512 - size % 512) % 512))
    }

    private static let slash = UInt8(ascii: "/")
    private static let maximumOctalSize: Int64 = 0o77777777777

    /// Whether a name needs an extended record: it is long, or not ASCII (but still UTF-8, as the records must be).
    private static func needsRecord(_ name: [UInt8]) -> Bool {
        name.count > 100 || (name.contains { $0 >= 0x80 } && String(validating: name, as: UTF8.self) != nil)
    }

    private static func longName(type: UInt8, _ name: [UInt8]) -> [UInt8] {
        let size = Int64(name.count + 1)
        let header = block(name: Array("././@LongLink".utf8), link: [], type: type, size: size, entry: nil)
        return header + name + [0] + padding(size)
    }

    private static func block(
        name: [UInt8],
        link: [UInt8],
        type: UInt8,
        size: Int64,
        entry: TarEntry?
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockSize)
        func put(_ bytes: some Collection<UInt8>, at offset: Int) {
            block.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
        }
        func put(number: Int64, at offset: Int, width: Int) {
            if number >= 0, number >> (3 * Int64(width - 1)) == 0 {
                let digits = String(number, radix: 8).utf8
                put(repeatElement(UInt8(ascii: "0"), count: width - 1 - digits.count), at: offset)
                put(digits, at: offset + width - 1 - digits.count)
            } else {
                for index in 0..<width {
                    let shift = 8 * (width - 1 - index)
                    block[offset + index] = UInt8(truncatingIfNeeded: shift < 64 ? number >> shift : number >> 63)
                }
                block[offset] = number < 0 ? 0xFF : block[offset] | 0x80
            }
        }
        put(name.prefix(100), at: 0)
        put(number: Int64(entry?.mode ?? 0o644), at: 100, width: 8)
        put(number: Int64(entry?.userID ?? 0), at: 108, width: 8)
        put(number: Int64(entry?.groupID ?? 0), at: 116, width: 8)
        put(number: size, at: 124, width: 12)
        put(number: entry?.modified.seconds ?? 0, at: 136, width: 12)
        put(repeatElement(UInt8(ascii: " "), count: 8), at: 148)
        block[156] = type
        put(link.prefix(100), at: 157)
        put("ustar\u{0}00".utf8, at: 257)
        let checksum = block.reduce(0) { $0 + Int64($1) }
        put(number: checksum, at: 148, width: 7)
        block[155] = UInt8(ascii: " ")
        return block
    }
}

extension TarEntry {
    fileprivate var size: Int64 { if case .file(let size) = kind { size } else { 0 } }

    fileprivate var linkTarget: [UInt8] {
        switch kind {
        case .symbolicLink(let target): target
        case .hardLink(let target): target.bytes
        default: []
        }
    }

    fileprivate var typeFlag: UInt8 {
        switch kind {
        case .file, .other: UInt8(ascii: "0")
        case .hardLink: UInt8(ascii: "1")
        case .symbolicLink: UInt8(ascii: "2")
        case .directory: UInt8(ascii: "5")
        }
    }
}

extension FileMetadata.Timestamp {
    /// Seconds with nine decimals, as extended headers have it.
    fileprivate var decimal: [UInt8] {
        var whole = seconds
        var fraction = Int64(nanoseconds)
        let sign = whole < 0 ? "-" : ""
        if whole < 0 {
            whole = -whole - (fraction > 0 ? 1 : 0)
            fraction = fraction > 0 ? 1_000_000_000 - fraction : 0
        }
        let digits = String(fraction)
        return Array("\(sign)\(whole).\(String(repeating: "0", count: 9 - digits.count))\(digits)".utf8)
    }
}
