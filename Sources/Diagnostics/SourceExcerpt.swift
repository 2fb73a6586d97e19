/// The piece of source text that a diagnostic underlines.
public struct SourceExcerpt: Sendable, Hashable, Codable {
    /// Where the underlined text begins.
    public var position: SourcePosition
    /// The line at ``position``, without its line break; what may be secret in it is left out.
    public var lineText: String
    /// Where the underlined text begins in ``lineText``.
    ///
    /// - Unit: columns counted from 1 in Unicode scalars.
    /// - Default: the column of ``position``, which it is unless something before it is left out.
    public var column: Int
    /// How many characters are underlined.
    ///
    /// - Unit: Unicode scalars, at least 1.
    public var length: Int

    /// Creates an excerpt; a length below 1 is taken as 1.
    public init(position: SourcePosition, lineText: String, column: Int? = nil, length: Int) {
        self.position = position
        self.lineText = lineText
        self.column = column ?? position.column
        self.length = max(1, length)
    }
}
