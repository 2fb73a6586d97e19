internal import Synchronization

/// The text of one file, kept for as long as anything may point into it.
///
/// - Ownership: immutable, so it may be shared freely.
package final class SourceText: Sendable {
    /// The path as the user would type it; `-` for standard input.
    package let displayPath: String
    /// The absolute path; `-` for standard input.
    package let path: String
    /// The UTF-8 text, without a byte order mark.
    package let bytes: [UInt8]
    /// What of the text may be shown in messages.
    package let disclosure: SourceDisclosure
    /// The bytes of the byte order mark that the file begins with: 3 or 0.
    package let markLength: Int
    private let knownOutline = Mutex<SourceOutline?>(nil)
    private let knownRanges = Mutex<SyntaxRanges?>(nil)
    private let lineStarts: [Int]
    let isASCII: Bool

    /// Keeps a text; a leading byte order mark is dropped.
    package init(
        path: String,
        displayPath: String,
        bytes: [UInt8],
        disclosure: SourceDisclosure = .everything
    ) {
        self.disclosure = disclosure
        self.path = path
        self.displayPath = displayPath
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        self.bytes = text
        markLength = bytes.count - text.count
        var starts = [0]
        for (offset, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(offset + 1)
        }
        lineStarts = starts
        isASCII = text.allSatisfy { $0 < 0x80 }
    }

    /// The number of lines.
    package var lineCount: Int { lineStarts.count }

    /// The text of a line, counted from 1, without its line break; empty when there is no such line.
    package func line(_ number: Int) -> String {
        guard var text = bytesOfLine(number) else { return "" }
        if text.last == UInt8(ascii: "\n") { text.removeLast() }
        if text.last == UInt8(ascii: "\r") { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a line, counted from 1, with its line break.
    func bytesOfLine(_ number: Int) -> ArraySlice<UInt8>? {
        guard number >= 1, number <= lineStarts.count else { return nil }
        return bytes[lineStarts[number - 1]..<(number < lineStarts.count ? lineStarts[number] : bytes.count)]
    }

    /// At most 1 000 characters of a line from a column on, both counted from 1.
    ///
    /// - Shape: empty far to the right in a long line that is not ASCII, where finding the column would cost too much.
    package func line(_ number: Int, from column: Int) -> String {
        guard let text = bytesOfLine(number) else { return "" }
        guard isASCII else {
            return String(
                String.UnicodeScalarView(line(number, upTo: 4_000).unicodeScalars.dropFirst(column - 1).prefix(1_000))
            )
        }
        let rest = text.dropFirst(column - 1).prefix(1_000)
        return String(decoding: rest.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    }

    /// The first characters of a line, counted from 1.
    package func line(_ number: Int, upTo columns: Int) -> String {
        guard let all = bytesOfLine(number), all.count > columns else { return line(number) }
        // A character has at most four bytes.
        let start = String(decoding: all.prefix(4 * columns + 4), as: UTF8.self)
        let text = start.unicodeScalars.prefix { $0 != "\r" && $0 != "\n" }
        return String(String.UnicodeScalarView(text.prefix(columns)))
    }

    /// The keys that the lines stand below; found out when it is first asked for.
    var outline: SourceOutline {
        knownOutline.withLock { known in
            if let known { return known }
            let outline = SourceOutline(of: self)
            known = outline
            return outline
        }
    }

    /// The bytes of the keys and values; found out when they are first asked for.
    package var ranges: SyntaxRanges {
        knownRanges.withLock { known in
            if let known { return known }
            let ranges = SyntaxRanges(of: self)
            known = ranges
            return ranges
        }
    }

    /// The line and column of a byte, both counted from 1.
    package func location(ofByte offset: Int) -> (line: Int, column: Int) {
        var low = 0
        var high = lineStarts.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if lineStarts[middle] <= offset {
                low = middle
            } else {
                high = middle - 1
            }
        }
        if isASCII { return (low + 1, min(offset, bytes.count) - lineStarts[low] + 1) }
        let prefix = String(decoding: bytes[lineStarts[low]..<min(offset, bytes.count)], as: UTF8.self)
        return (low + 1, prefix.unicodeScalars.count + 1)
    }
}

extension SourceText: Hashable {
    /// Two texts are equal when they are the same object.
    package static func == (left: SourceText, right: SourceText) -> Bool {
        left === right
    }

    /// Hashes the object's identity.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(self))
    }
}
