import IgnoreRules
import SystemPackage

/// Reads an archive from pieces of bytes, however they are cut.
package struct TarDecoder {
    /// What a piece of an archive contained.
    package enum Event: Equatable, Sendable {
        /// The header of the next file.
        case entry(TarEntry)
        /// Bytes of the file whose header came last.
        case content([UInt8])
    }

    private enum Position {
        case header
        case content(remaining: Int64, padding: Int64)
        case extensionBody(type: UInt8, size: Int64)
        case padding(Int64)
        case end
    }

    private var position = Position.header
    private var buffer: [UInt8] = []
    /// How much of the buffer was taken; it is shortened only after each push, so that taking costs nothing.
    private var taken = 0
    private var offset: Int64 = 0
    private var records: [String: [UInt8]] = [:]

    /// Starts before the first byte.
    package init() {}

    /// Every file of a complete archive, with its bytes.
    ///
    /// **Throws:** `TarArchivesError`.
    package static func decode(_ archive: [UInt8]) throws(TarArchivesError) -> [(entry: TarEntry, content: [UInt8])] {
        var decoder = TarDecoder()
        var result: [(entry: TarEntry, content: [UInt8])] = []
        for event in try decoder.push(archive) {
            switch event {
            case .entry(let entry): result.append((entry, []))
            case .content(let bytes): if !result.isEmpty { result[result.count - 1].content += bytes }
            }
        }
        try decoder.finish()
        return result
    }

    /// Takes the next bytes and says what they contained.
    ///
    /// **Throws:** `TarArchivesError` if they are not an archive; the decoder must not be used again.
    package mutating func push(_ bytes: [UInt8]) throws(TarArchivesError) -> [Event] {
        buffer += bytes
        var events: [Event] = []
        while try step(&events) {}
        buffer.removeFirst(taken)
        taken = 0
        return events
    }

    /// Says that no more bytes come.
    ///
    /// **Throws:** `.truncated` if an entry is incomplete.
    package func finish() throws(TarArchivesError) {
        switch position {
        case .end: return
        case .header where available == 0: return
        default: throw TarArchivesError(.truncated)
        }
    }

    private var available: Int { buffer.count - taken }

    private mutating func take(_ count: Int) -> [UInt8] {
        let bytes = Array(buffer[taken...].prefix(count))
        taken += bytes.count
        offset += Int64(bytes.count)
        return bytes
    }

    private mutating func step(_ events: inout [Event]) throws(TarArchivesError) -> Bool {
        switch position {
        case .end:
            taken = buffer.count
            return false
        case .padding(let count):
            let skipped = Int64(take(Int(min(count, Int64(available)))).count)
            position = count == skipped ? .header : .padding(count - skipped)
            return count == skipped
        case .content(let remaining, let padding):
            guard available > 0 else { return false }
            let bytes = take(Int(min(remaining, Int64(available))))
            events.append(.content(bytes))
            let rest = remaining - Int64(bytes.count)
            position = rest == 0 ? .padding(padding) : .content(remaining: rest, padding: padding)
            return true
        case .extensionBody(let type, let size):
            let padded = size + Int64(TarHeader.padding(size).count)
            guard Int64(available) >= padded else { return false }
            try accept(type: type, body: Array(take(Int(padded)).prefix(Int(size))))
            position = .header
            return true
        case .header:
            guard available >= TarHeader.blockSize else { return false }
            let start = offset
            let block = take(TarHeader.blockSize)
            if block.allSatisfy({ $0 == 0 }) {
                position = .end
                return true
            }
            guard let header = RawHeader(block) else { throw TarArchivesError(.malformedHeader(offset: start)) }
            try accept(header, at: start, &events)
            return true
        }
    }

    private mutating func accept(type: UInt8, body: [UInt8]) throws(TarArchivesError) {
        switch type {
        case UInt8(ascii: "L"): records["path"] = Array(body.prefix { $0 != 0 })
        case UInt8(ascii: "K"): records["linkpath"] = Array(body.prefix { $0 != 0 })
        case UInt8(ascii: "x"):
            guard let parsed = PaxRecords.parse(body) else { throw TarArchivesError(.malformedHeader(offset: offset)) }
            records.merge(parsed) { _, new in new }
        default: break
        }
    }

    private mutating func accept(
        _ header: RawHeader,
        at start: Int64,
        _ events: inout [Event]
    ) throws(TarArchivesError) {
        if [UInt8(ascii: "x"), UInt8(ascii: "g"), UInt8(ascii: "L"), UInt8(ascii: "K")].contains(header.type) {
            guard header.size < 1 << 24 else { throw TarArchivesError(.malformedHeader(offset: start)) }
            position = .extensionBody(type: header.type, size: header.size)
            return
        }
        let size = records["size"].flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? header.size
        let link = records["linkpath"] ?? header.link
        let kind: TarEntry.Kind =
            switch header.type {
            case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): .file(size: size)
            case UInt8(ascii: "1"): .hardLink(target: FilePath(bytes: link))
            case UInt8(ascii: "2"): .symbolicLink(target: link)
            case UInt8(ascii: "5"): .directory
            default: .other
            }
        events.append(
            .entry(
                TarEntry(
                    path: FilePath(bytes: records["path"] ?? header.name),
                    kind: kind,
                    mode: header.mode,
                    userID: header.userID,
                    groupID: header.groupID,
                    modified: records["mtime"].flatMap(FileMetadata.Timestamp.init(decimal:))
                        ?? FileMetadata.Timestamp(seconds: header.modified)
                )
            )
        )
        records = [:]
        let body = if case .file = kind { size } else { kind == .other ? size : Int64(0) }
        let padding = Int64(TarHeader.padding(body).count)
        position = body == 0 ? .header : .content(remaining: body, padding: padding)
    }
}

extension FileMetadata.Timestamp {
    fileprivate init?(decimal bytes: [UInt8]) {
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: ".", maxSplits: 1)
        guard let first = parts.first, let seconds = Int64(first) else { return nil }
        let digits = parts.count > 1 ? parts[1].prefix(9) : ""
        guard let fraction = digits.isEmpty ? 0 : Int32(digits) else { return nil }
        let nanoseconds = (0..<(9 - digits.count)).reduce(fraction) { value, _ in value * 10 }
        if first.hasPrefix("-"), nanoseconds > 0 {
            self.init(seconds: seconds - 1, nanoseconds: 1_000_000_000 - nanoseconds)
        } else {
            self.init(seconds: seconds, nanoseconds: nanoseconds)
        }
    }
}
