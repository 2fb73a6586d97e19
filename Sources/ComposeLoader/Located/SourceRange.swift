/// A stretch of a file.
public struct SourceRange: Sendable, Hashable, Codable {
    /// The absolute path of the file; `-` for standard input.
    public let file: String
    /// The bytes, counted from the beginning of the file.
    public let bytes: Range<Int>

    /// Creates a range.
    public init(file: String, bytes: Range<Int>) {
        self.file = file
        self.bytes = bytes
    }
}
