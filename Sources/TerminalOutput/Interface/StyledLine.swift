/// A line that is drawn in pieces of different styles.
struct StyledLine: Sendable, Hashable {
    private struct Piece: Hashable {
        var text: String
        var style: TextStyle?
    }

    private var pieces: [Piece] = []

    /// Begins with a text.
    init(_ text: String = "", _ style: TextStyle? = nil) { append(text, style) }

    /// Adds a text.
    mutating func append(_ text: String, _ style: TextStyle? = nil) {
        // What would move the cursor or change colours has no place in a line that is drawn again and again.
        let legible = text.filter {
            $0.unicodeScalars.allSatisfy { !(0..<0x20).contains($0.value) && $0.value != 0x7F }
        }
        if !legible.isEmpty { pieces.append(Piece(text: legible, style: style)) }
    }

    /// The line and a text behind it.
    func appending(_ text: String, _ style: TextStyle? = nil) -> StyledLine {
        var line = self
        line.append(text, style)
        return line
    }

    /// The line as it is written.
    ///
    /// - Parameters:
    ///   - width: how many columns there are; what does not fit is cut off, and `…` says so. `nil` is no limit.
    ///   - isColoured: whether styles are written.
    func text(width: Int?, isColoured: Bool) -> String {
        var left = width ?? .max
        var result = ""
        let total = pieces.reduce(0) { $0 + $1.text.columns }
        let isCut = total > left
        if isCut { left -= 1 }
        for piece in pieces {
            var fitting = ""
            for character in piece.text {
                guard character.columns <= left else {
                    left = 0
                    break
                }
                left -= character.columns
                fitting.append(character)
            }
            result += piece.style.map { $0.applied(to: fitting, when: isColoured && !fitting.isEmpty) } ?? fitting
        }
        return isCut && (width ?? 0) > 0 ? result + "…" : result
    }
}
