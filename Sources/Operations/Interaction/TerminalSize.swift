/// The size of a terminal in characters.
package struct TerminalSize: Sendable, Hashable {
    /// How many lines.
    package var rows: Int
    /// How many columns.
    package var columns: Int

    /// Creates a size.
    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }
}
