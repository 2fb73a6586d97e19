/// The piece of source text that a diagnostic underlines.
public struct SourceExcerpt: Sendable, Hashable, Codable {
    /// Where the underlined text begins.
    public var position: SourcePosition
    /// The whole line at ``position``, without its line break.
    public var lineText: String
    /// How many characters are underlined.
    ///
    /// - Unit: Unicode scalars, at least 1.
    public var length: Int

    /// Creates an excerpt; a length below 1 is taken as 1.
    public init(position: SourcePosition, lineText: String, length: Int) {
        self.position = position
        self.lineText = lineText
        self.length = max(1, length)
    }
}
