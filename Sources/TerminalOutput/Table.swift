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
            max(minimumWidth, gap + (lines.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0))
        }
        return lines.map { line in
            let cells = widths.enumerated().map { column, width in
                let cell = line.indices.contains(column) ? line[column] : ""
                return cell + String(repeating: " ", count: width - cell.count)
            }
            let text = cells.joined()
            return String(text.reversed().drop { $0 == " " }.reversed()) + "\n"
        }
        .joined()
    }
}
