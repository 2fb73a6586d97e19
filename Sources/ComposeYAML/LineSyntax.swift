/// The beginning of a line of YAML: the dashes of items, and the key.
///
/// Reads lines by themselves, so that it makes sense of files that the parser does not read.
struct LineSyntax {
    /// The columns of the dashes, counted from 0.
    private(set) var dashes: [Int] = []
    /// The key, in quotes if it has some.
    private(set) var key: Range<Int>?
    /// Where the value begins, or, without a key, the text.
    private(set) var value: Int

    init(_ scalars: [Unicode.Scalar]) {
        value = scalars.prefix { $0 == " " || $0 == "\t" || $0.properties.isWhitespace }.count
        while value < scalars.count, scalars[value] == "-",
            value + 1 == scalars.count || Self.isBlank(scalars[value + 1])
        {
            dashes.append(value)
            value += 1
            while value < scalars.count, Self.isBlank(scalars[value]) { value += 1 }
        }
        guard let end = Self.endOfKey(in: scalars, from: value) else { return }
        key = value..<end.key
        value = end.colon + 1
    }

    /// The column of the first thing on the line, and whether that is the dash of an item.
    var beginning: (column: Int, isItem: Bool) {
        (dashes.first ?? key?.lowerBound ?? value, !dashes.isEmpty)
    }

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

    /// Where the key that begins at a place ends, and where its colon is.
    private static func endOfKey(in scalars: [Unicode.Scalar], from start: Int) -> (key: Int, colon: Int)? {
        guard start < scalars.count, !"#{[}],".unicodeScalars.contains(scalars[start]) else { return nil }
        if let end = endOfQuotes(in: scalars, from: start) {
            var colon = end
            while colon < scalars.count, isBlank(scalars[colon]) { colon += 1 }
            return colon < scalars.count && scalars[colon] == ":" ? (end, colon) : nil
        }
        var unparted: Int?
        for index in start..<scalars.count {
            if scalars[index] == "#", index > start, isBlank(scalars[index - 1]) { break }
            guard scalars[index] == ":" else { continue }
            if index + 1 == scalars.count || isBlank(scalars[index + 1]) { return (index, index) }
            if unparted == nil { unparted = index }
        }
        // A key without the space behind its colon.
        guard let unparted, isName(scalars[start..<unparted]), scalars[unparted + 1] != "/" else { return nil }
        return (unparted, unparted)
    }

    /// Behind the closing quote of what begins at a place; `nil` when no quote does, or it is not closed on the line.
    static func endOfQuotes(in scalars: [Unicode.Scalar], from start: Int) -> Int? {
        guard start < scalars.count, scalars[start] == "\"" || scalars[start] == "'" else { return nil }
        var index = start + 1
        while index < scalars.count {
            if scalars[index] == "\\", scalars[start] == "\"" {
                index += 1
            } else if scalars[index] == scalars[start] {
                guard scalars[start] == "'", index + 1 < scalars.count, scalars[index + 1] == "'" else {
                    return index + 1
                }
                index += 1
            }
            index += 1
        }
        return nil
    }

    /// Whether a text could be the name of an attribute or of a variable.
    static func isName(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = scalars.first, first == "_" || first.properties.isAlphabetic else { return false }
        return scalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || "0123456789_-./".unicodeScalars.contains(scalar)
        }
    }
}
