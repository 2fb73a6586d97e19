/// Which keys the lines of a text stand below, told by indentation alone, so that it can also be told of a text that the
/// parser does not read.
struct SourceOutline: Sendable {
    /// The keys, each with the one above it.
    private var keys: [(name: String, parent: Int?)] = []
    /// The innermost key above each line.
    private var parents: [Int?] = []

    init(of source: SourceText) {
        var open: [(column: Int, isItem: Bool, key: Int?)] = []
        parents.reserveCapacity(source.lineCount)
        for number in 1...source.lineCount {
            let scalars = Array(source.line(number, upTo: 1_000).unicodeScalars)
            let syntax = LineSyntax(scalars)
            let (column, isItem) = syntax.beginning
            if column >= scalars.count || scalars[column] == "#" {
                parents.append(open.last?.key)
                continue
            }
            // The items of a list may stand as far to the left as its key.
            while let last = open.last, last.column > column || last.column == column && (!isItem || last.isItem) {
                open.removeLast()
            }
            parents.append(open.last?.key)
            for dash in syntax.dashes { open.append((dash, true, open.last?.key)) }
            if let key = syntax.key {
                let parent = open.last?.key
                for name in Self.level(of: scalars[key]) { keys.append((name, parent)) }
                open.append((key.lowerBound, false, Self.level(of: scalars[key]).isEmpty ? parent : keys.count - 1))
            }
        }
    }

    /// The keys above a line, outermost first; lines are counted from 1.
    func path(toLine number: Int) -> [String] {
        guard parents.indices.contains(number - 1) else { return [] }
        var path: [String] = []
        var next = parents[number - 1]
        while let index = next {
            path.append(keys[index].name)
            next = keys[index].parent
        }
        return path.reversed()
    }

    /// The key that a value stands below because of the key before it, without its quotes; none for a merge key.
    static func level(of scalars: ArraySlice<Unicode.Scalar>) -> [String] {
        var name = scalars
        while let last = name.last, LineSyntax.isBlank(last) { name.removeLast() }
        if name.count > 1, let quote = name.first, quote == "\"" || quote == "'", name.last == quote {
            name = name.dropFirst().dropLast()
        }
        return name.elementsEqual("<<".unicodeScalars) ? [] : [String(String.UnicodeScalarView(name))]
    }
}
