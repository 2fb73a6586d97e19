/// A terminal that knows as much as the program uses: line breaks with scrolling, the cursor's way up, erasing below, and
/// whether a line that is too long goes on in the next one.
struct Screen {
    private var grid: [[Character]] = [[]]
    private var row = 0
    private var column = 0
    private var wraps = true
    private let rows: Int
    private let columns: Int
    /// What has scrolled off.
    private(set) var scrollback: [String] = []

    /// Shows a text on an empty screen.
    init(_ text: String, rows: Int = 1_000, columns: Int = 1_000) {
        (self.rows, self.columns) = (rows, columns)
        write(text)
    }

    /// What is on the screen, without blanks and empty lines at the ends.
    var screen: [String] {
        var lines = grid.map { Self.trimmed($0) }
        while lines.last?.isEmpty ?? false { lines.removeLast() }
        return lines
    }

    /// What has scrolled off and what is there.
    var lines: [String] { scrollback + screen }

    /// Shows more text.
    mutating func write(_ text: String) {
        var rest = text[...]
        while let character = rest.popFirst() {
            switch character {
            case "\n", "\r\n":
                column = 0
                breakLine()
            case "\r": column = 0
            case "\u{1B}":
                let sequence = rest.dropFirst().prefix { !$0.isLetter }
                rest = rest.dropFirst(sequence.count + 1)
                obey(String(sequence), rest.popFirst())
            default: put(character)
            }
        }
    }

    private mutating func obey(_ parameters: String, _ command: Character?) {
        switch (parameters, command) {
        case ("?7", "l"): wraps = false
        case ("?7", "h"): wraps = true
        case (_, "A"): row = max(0, row - (Int(parameters) ?? 1))
        case ("", "J"):
            grid[row].removeSubrange(min(column, grid[row].count)...)
            grid.removeSubrange((row + 1)...)
        default: break
        }
    }

    private mutating func put(_ character: Character) {
        if column == columns {
            if wraps {
                column = 0
                breakLine()
            } else {
                column -= 1
            }
        }
        while grid[row].count <= column { grid[row].append(" ") }
        grid[row][column] = character
        column += 1
    }

    private mutating func breakLine() {
        row += 1
        if row == grid.count { grid.append([]) }
        guard grid.count > rows else { return }
        scrollback.append(Self.trimmed(grid.removeFirst()))
        row -= 1
    }

    private static func trimmed(_ line: [Character]) -> String {
        String(line.prefix { _ in true }.reversed().drop { $0 == " " }.reversed())
    }
}
