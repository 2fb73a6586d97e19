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

    /// The line to show, with the stretch to underline.
    package var excerpt: SourceExcerpt {
        SourceExcerpt(position: position, lineText: source.line(line), length: length)
    }

    /// The place of `text` at or after this location, within the next lines; the location itself when it is not found.
    ///
    /// - Shape: finds a piece of a scalar, such as `${NAME`, in the source, whatever the scalar's style is.
    package func finding(_ text: String, withinLines limit: Int = 200) -> SourceLocation {
        let wanted = Array(text.unicodeScalars)
        guard !wanted.isEmpty else { return self }
        for number in line..<(line + limit) where number <= source.lineCount {
            let scalars = Array(source.line(number).unicodeScalars)
            var start = number == line ? max(0, column - 1) : 0
            while start + wanted.count <= scalars.count {
                if scalars[start..<(start + wanted.count)].elementsEqual(wanted) {
                    return SourceLocation(source: source, line: number, column: start + 1, length: wanted.count)
                }
                start += 1
            }
        }
        return self
    }
}
