/// A change of one file, as a value: these bytes become this text.
public struct SourceEdit: Sendable, Hashable, Codable {
    /// The absolute path of the file.
    public let file: String
    /// The bytes that are replaced, counted from the beginning of the file; empty to insert.
    public let range: Range<Int>
    /// What they become.
    public let replacement: String
    /// The file as it was when the edit was made.
    public let original: SourceFingerprint

    /// Creates an edit.
    public init(file: String, range: Range<Int>, replacement: String, original: SourceFingerprint) {
        self.file = file
        self.range = range
        self.replacement = replacement
        self.original = original
    }

    /// The text with all edits made; every byte outside of them stays.
    ///
    /// - Parameters:
    ///   - edits: in any order; those that insert at one place stay in theirs. Edits of other files are passed over.
    ///   - bytes: the whole file.
    ///   - file: its absolute path.
    /// - Throws: ``SourceEditError`` when the text is not the one that an edit was made for, or two edits overlap.
    public static func apply(
        _ edits: [SourceEdit],
        to bytes: [UInt8],
        of file: String
    ) throws(SourceEditError) -> [UInt8] {
        let own = edits.filter { $0.file == file }
        guard !own.isEmpty else { return bytes }
        let fingerprint = SourceFingerprint(of: bytes)
        let sorted = own.enumerated().sorted {
            ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
                < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
        }
        var result: [UInt8] = []
        var end = 0
        for (_, edit) in sorted {
            guard edit.original == fingerprint, edit.range.lowerBound >= 0, edit.range.upperBound <= bytes.count else {
                throw SourceEditError(.changed, file: file)
            }
            guard edit.range.lowerBound >= end else { throw SourceEditError(.overlapping, file: file) }
            result += bytes[end..<edit.range.lowerBound]
            result += edit.replacement.utf8
            end = edit.range.upperBound
        }
        return result + bytes[end...]
    }
}
