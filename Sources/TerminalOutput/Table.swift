/// Rows under headings, in columns that are as wide as their widest cell.
package struct Table: Sendable, Hashable {
    /// The headings.
    package var headings: [String]
    /// The rows; a row with fewer cells than headings is filled up with empty ones.
    package var rows: [[String]]
    /// How wide a column is at least, with the blanks behind it.
    package var minimumWidth: Int
    /// How many blanks are between a cell and the next column at least.
    package var gap: Int

    /// Creates a table; without more its columns may be narrow, with three blanks between them.
    package init(headings: [String], rows: [[String]] = [], minimumWidth: Int = 0, gap: Int = 3) {
        self.headings = headings
        self.rows = rows
        self.minimumWidth = minimumWidth
        self.gap = gap
    }

    /// The table as text, no blanks at the ends of lines, each line ended by a line break.
    package var text: String {
        let lines = [headings] + rows
        let widths = headings.indices.map { column in
            let widest = lines.lazy.filter { $0.indices.contains(column) }.map { Self.width(of: $0[column]) }.max()
            return max(minimumWidth, gap + (widest ?? 0))
        }
        var text = ""
        for line in lines {
            // Blanks are only written before what follows them.
            var blanks = 0
            for (cell, width) in zip(line, widths) {
                let padding = width - Self.width(of: cell)
                guard let last = cell.utf8.lastIndex(where: { $0 != UInt8(ascii: " ") }) else {
                    blanks += width
                    continue
                }
                let shown = cell.utf8[...last]
                text += String(repeating: " ", count: blanks)
                text.append(contentsOf: Substring(shown))
                blanks = cell.utf8.count - shown.count + padding
            }
            text += "\n"
        }
        return text
    }

    /// How many characters a cell has; those of ASCII need not be told apart, except for the one that is two bytes.
    private static func width(of cell: String) -> Int {
        let isPlain = cell.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\r") }
        return isPlain ? cell.utf8.count : cell.count
    }
}
