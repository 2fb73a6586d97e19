internal import ComposeYAML

/// Where lines begin and end.
extension SourceDocument {
    /// The line break that the file has.
    var lineBreak: String {
        guard let end = source.bytes.firstIndex(of: UInt8(ascii: "\n")), end > 0 else { return "\n" }
        return source.bytes[end - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
    }

    /// How many characters stand before a byte on its line.
    func column(of offset: Int) -> Int {
        source.bytes[lineStart(of: offset)..<offset].count { $0 & 0xC0 != 0x80 }
    }

    /// The first byte of the line that a byte is on.
    func lineStart(of offset: Int) -> Int {
        source.bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    }

    /// The byte behind the line break of the line that a byte is on.
    func lineEnd(of offset: Int) -> Int {
        source.bytes[offset...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? source.bytes.count
    }

    /// The end of the text of the line that a byte is on.
    func textEnd(of offset: Int) -> Int {
        var end = lineEnd(of: offset)
        if end > offset, source.bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
        if end > offset, source.bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return end
    }

    /// Whether only spaces stand before a byte on its line.
    func beginsLine(_ offset: Int) -> Bool {
        source.bytes[lineStart(of: offset)..<offset].allSatisfy { $0 == UInt8(ascii: " ") }
    }

    /// Whether only spaces and dashes stand before a byte on its line.
    func followsDashes(_ offset: Int) -> Bool {
        source.bytes[lineStart(of: offset)..<offset].allSatisfy {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-")
        }
    }

    /// Whether only spaces, tabs and a comment stand behind a byte on its line.
    func endsLine(_ offset: Int) -> Bool {
        let rest = source.bytes[offset..<textEnd(of: offset)]
        guard let first = rest.first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
            return true
        }
        return first == UInt8(ascii: "#") && rest.first != UInt8(ascii: "#")
    }

    /// The text of a range.
    func text(_ range: Range<Int>) -> String { String(decoding: source.bytes[range], as: UTF8.self) }
}
