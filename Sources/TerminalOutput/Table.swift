/// Rows under headings, in columns that are as wide as their widest cell.
package struct Table: Sendable, Hashable {
    /// The headings.
    package var headings: [String]
    /// The rows; a row with fewer cells than headings is filled up with empty ones.
    package var rows: [[String]]

    /// Creates a table.
    package init(headings: [String], rows: [[String]] = []) {
        self.headings = headings
        self.rows = rows
    }

    /// The table as text, three blanks between columns, no blanks at the ends of lines, each line ended by a line break.
    package var text: String {
        let lines = [headings] + rows
        let widths = headings.indices.map { column in
            lines.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return lines.map { line in
            let cells = widths.enumerated().map { column, width in
                let cell = line.indices.contains(column) ? line[column] : ""
                return cell + String(repeating: " ", count: width - cell.count)
            }
            let text = cells.joined(separator: "   ")
            return String(text.reversed().drop { $0 == " " }.reversed()) + "\n"
        }
        .joined()
    }
}
