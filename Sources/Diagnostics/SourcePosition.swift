/// A place in a text file that a person wrote.
public struct SourcePosition: Sendable, Hashable, Codable {
    /// The file's path as the user would type it: relative to the working directory where possible; `-` for standard input.
    public var file: String
    /// The line, counted from 1.
    public var line: Int
    /// The column, counted from 1 in Unicode scalars.
    public var column: Int

    /// Creates a position.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension SourcePosition: CustomStringConvertible {
    /// The position as `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }
}

extension SourcePosition: Comparable {
    /// Orders by file, then by line, then by column.
    public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
