package import Diagnostics

/// A stretch of text in a file.
package struct SourceLocation: Sendable, Hashable {
    /// The file's text.
    package var source: SourceText
    private var packedLine: Int32
    private var packedColumn: Int32
    private var packedLength: Int32

    /// The line, counted from 1.
    package var line: Int { Int(packedLine) }
    /// The column, counted from 1 in Unicode scalars.
    package var column: Int { Int(packedColumn) }
    /// The length, in Unicode scalars, at least 1.
    package var length: Int { Int(max(1, packedLength)) }
    /// Whether nothing is written there, or the beginning of a block collection is meant.
    package var isEmpty: Bool { packedLength == 0 }

    /// Creates a location.
    package init(source: SourceText, line: Int, column: Int, length: Int = 1) {
        self.source = source
        packedLine = Int32(clamping: line)
        packedColumn = Int32(clamping: column)
        packedLength = Int32(clamping: max(0, length))
    }

    /// The position of the first character.
    package var position: SourcePosition {
        SourcePosition(file: source.displayPath, line: line, column: column)
    }

    /// The columns up to which a line is worth showing.
    private static let shownColumns = 1_000

    /// The line to show, with the stretch to underline; `nil` so far to the right that nobody would find it there.
    ///
    /// - Shape: a line longer than 1 000 characters is cut off; of what may be secret there is only `…`.
    package var excerpt: SourceExcerpt? {
        guard column <= Self.shownColumns else { return nil }
        let shown = ShownLine(line, of: source, upTo: Self.shownColumns)
        let start = shown.column(of: column)
        return SourceExcerpt(
            position: position,
            lineText: shown.text,
            column: start,
            length: min(shown.column(of: column + length) - start, Self.shownColumns)
        )
    }

    /// Whether the text may be secret, so that no message may quote it.
    package var isConcealed: Bool {
        if case .everything = source.disclosure { return false }
        return column > Self.shownColumns
            || ShownLine(line, of: source, upTo: Self.shownColumns).conceals(column..<(column + length))
    }

    /// The place of `text` at or after this location, within the next lines; the location itself when it is not found.
    ///
    /// - Shape: finds a piece of a scalar, such as `${NAME`, in the source, whatever the scalar's style is.
    package func finding(_ text: String, withinLines limit: Int = 200) -> SourceLocation {
        guard let place = source.place(of: text, from: (line, column), withinLines: limit) else { return self }
        let length = text.unicodeScalars.count
        return SourceLocation(source: source, line: place.line, column: place.column, length: length)
    }
}
