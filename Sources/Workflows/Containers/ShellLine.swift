/// A line for a shell, as far as one has to see which programs it starts: the commands between `&&`, `;` and the like, and their
/// words. What it means beyond that is left to the shell.
struct ShellLine: Sendable, Hashable {
    /// One of its commands.
    struct Segment: Sendable, Hashable {
        /// The words, without quotes.
        var words: [String] = []
        /// Where each word stands in the line, in bytes.
        var ranges: [Range<Int>] = []
    }

    /// The line.
    let text: String
    /// Its commands, in order; those without a word are left out.
    let segments: [Segment]

    /// Reads a line.
    init(_ text: String) {
        self.text = text
        var reader = Reader(bytes: Array(text.utf8))
        reader.read()
        segments = reader.segments
    }

    /// The line with other text in a place.
    func replacing(_ range: Range<Int>, with replacement: String) -> String {
        let bytes = Array(text.utf8)
        let changed = Array(bytes[..<range.lowerBound]) + Array(replacement.utf8) + Array(bytes[range.upperBound...])
        return String(decoding: changed, as: UTF8.self)
    }

    /// A word as a shell takes it for one.
    static func quoted(_ word: String) -> String {
        let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_./:=@%+,".contains($0) }
        return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: #"'\''"#))'"
    }

    private struct Reader {
        let bytes: [UInt8]
        var segments: [Segment] = []
        private var segment = Segment()
        private var word: [UInt8] = []
        private var start: Int?

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func read() {
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                switch byte {
                case UInt8(ascii: " "), UInt8(ascii: "\t"): endWord(at: index)
                case UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "("),
                    UInt8(ascii: ")"):
                    endSegment(at: index)
                case UInt8(ascii: "'"), UInt8(ascii: "\""): index = readQuotes(from: index)
                case UInt8(ascii: "\\") where index + 1 < bytes.count:
                    begin(at: index)
                    index += 1
                    if bytes[index] != UInt8(ascii: "\n") { word.append(bytes[index]) }
                default:
                    begin(at: index)
                    word.append(byte)
                }
                index += 1
            }
            endSegment(at: bytes.count)
        }

        /// Takes what is quoted, and says where its last quote stands.
        private mutating func readQuotes(from first: Int) -> Int {
            begin(at: first)
            var index = first + 1
            while index < bytes.count, bytes[index] != bytes[first] {
                if bytes[index] == UInt8(ascii: "\\"), bytes[first] == UInt8(ascii: "\""), index + 1 < bytes.count {
                    index += 1
                }
                word.append(bytes[index])
                index += 1
            }
            return index
        }

        private mutating func begin(at index: Int) { start = start ?? index }

        private mutating func endWord(at index: Int) {
            guard let first = start else { return }
            segment.words.append(String(decoding: word, as: UTF8.self))
            segment.ranges.append(first..<min(index, bytes.count))
            (word, start) = ([], nil)
        }

        private mutating func endSegment(at index: Int) {
            endWord(at: index)
            if !segment.words.isEmpty { segments.append(segment) }
            segment = Segment()
        }
    }
}
