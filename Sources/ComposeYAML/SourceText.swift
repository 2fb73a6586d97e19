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
    private let lineStarts: [Int]

    /// Keeps a text; a leading byte order mark is dropped.
    package init(path: String, displayPath: String, bytes: [UInt8]) {
        self.path = path
        self.displayPath = displayPath
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        self.bytes = text
        var starts = [0]
        for (offset, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(offset + 1)
        }
        lineStarts = starts
    }

    /// The number of lines.
    package var lineCount: Int { lineStarts.count }

    /// The text of a line, counted from 1, without its line break; empty when there is no such line.
    package func line(_ number: Int) -> String {
        guard number >= 1, number <= lineStarts.count else { return "" }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") {
            end -= 1
        }
        return String(decoding: bytes[start..<end], as: UTF8.self)
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
