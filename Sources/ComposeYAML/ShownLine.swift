/// A line of a file as messages show it: with `…` for what may be secret.
struct ShownLine {
    /// The line, without its line break.
    let text: String
    private let scalars: [Unicode.Scalar]
    /// What is left out, in columns counted from 0.
    private let concealed: [Range<Int>]

    /// Creates the first columns of a line, counted from 1.
    init(_ number: Int, of source: SourceText, upTo columns: Int) {
        scalars = Array(source.line(number, upTo: columns).unicodeScalars)
        concealed =
            switch source.disclosure {
            case .everything: []
            case .assignments(let rule): LineRedaction.stretches(ofAssignment: scalars, rule)
            case .yaml(let rule):
                LineRedaction.stretches(of: scalars, below: source.outline.path(toLine: number), rule)
            }
        text = Self.text(scalars[...], without: concealed)
    }

    /// The column at which a character of the file is shown, or what stands for it; both are counted from 1.
    func column(of column: Int) -> Int {
        var shift = 0
        for stretch in concealed where stretch.lowerBound < column - 1 {
            shift += min(stretch.upperBound, column - 1) - stretch.lowerBound
            // Within the stretch, everything is where the `…` is.
            if stretch.upperBound <= column - 1 { shift -= 1 }
        }
        return column - shift
    }

    /// Whether something in a stretch is left out; columns are counted from 1.
    func conceals(_ columns: Range<Int>) -> Bool {
        concealed.contains { $0.overlaps((columns.lowerBound - 1)..<(columns.upperBound - 1)) }
    }

    /// The text of a stretch; the column is counted from 1.
    func text(from column: Int, length: Int) -> String {
        let start = min(max(0, column - 1), scalars.count)
        return Self.text(scalars[start..<min(start + length, scalars.count)], without: concealed)
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>, without concealed: [Range<Int>]) -> String {
        var text = String.UnicodeScalarView()
        var index = scalars.startIndex
        for stretch in concealed where stretch.overlaps(scalars.startIndex..<scalars.endIndex) {
            if stretch.lowerBound > index { text.append(contentsOf: scalars[index..<stretch.lowerBound]) }
            text.append("…")
            index = min(stretch.upperBound, scalars.endIndex)
        }
        if index < scalars.endIndex { text.append(contentsOf: scalars[index...]) }
        return String(text)
    }
}
