/// Finds what a line of YAML holds that may not be shown.
///
/// Reads the line from left to right and makes sense of whatever stands there; what it cannot place is left out.
struct LineRedaction {
    private let scalars: [Unicode.Scalar]
    private let rule: any DisclosureRule
    private var concealed: [Range<Int>] = []

    /// The stretches of a line of YAML that may not be shown, in order.
    ///
    /// - Parameter path: the keys that the line stands below.
    static func stretches(
        of scalars: [Unicode.Scalar],
        below path: [String],
        _ rule: any DisclosureRule
    ) -> [Range<Int>] {
        var redaction = LineRedaction(scalars: scalars, rule: rule)
        redaction.line(below: path)
        return redaction.concealed
    }

    /// The stretches of a line of `NAME=VALUE` that may not be shown, in order.
    static func stretches(ofAssignment scalars: [Unicode.Scalar], _ rule: any DisclosureRule) -> [Range<Int>] {
        var redaction = LineRedaction(scalars: scalars, rule: rule)
        var start = scalars.prefix { LineSyntax.isBlank($0) }.count
        let word = "export ".unicodeScalars
        if scalars[start...].starts(with: word) { start += word.count }
        let isCapital = { (scalar: Unicode.Scalar) in
            LineSyntax.isBlank(scalar) || scalar == "_" || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
        }
        let name = scalars[start...].prefix(while: isCapital)
        if name.endIndex < scalars.count, scalars[name.endIndex] == "=", name.contains(where: LineSyntax.isBlank) {
            // Two words that were meant to be a name.
            redaction.conceal((name.endIndex + 1)..<scalars.count)
        } else {
            redaction.concealBehindName(redaction.trimmed(start..<scalars.count))
        }
        return redaction.concealed
    }

    private init(scalars: [Unicode.Scalar], rule: any DisclosureRule) {
        self.scalars = scalars
        self.rule = rule
    }

    private mutating func line(below parents: [String]) {
        let syntax = LineSyntax(scalars)
        var path = parents
        var index = syntax.value
        if let key = syntax.key {
            // What looks like a key in the middle of a text is none.
            if isConcealed(path) { return text(key.lowerBound..<scalars.count, path) }
            self.key(key, path)
            path += SourceOutline.level(of: scalars[key])
        }
        skipBlanks(&index)
        if index < scalars.count, "}],".unicodeScalars.contains(scalars[index]) {
            // The rest of brackets of a line above: nothing is known of what may follow.
            path.append("")
            skip(&index, while: " \t}],")
        }
        value(&index, path, isInBrackets: false)
        // What follows brackets, or closes those of a line above.
        while index < scalars.count {
            skip(&index, while: " \t}],")
            let rest = index
            value(&index, path, isInBrackets: false)
            if index == rest { return }
        }
    }

    // MARK: Values

    private mutating func value(_ index: inout Int, _ path: [String], isInBrackets: Bool) {
        skipProperties(&index, path)
        guard index < scalars.count else { return }
        if scalars[index] == "{" || scalars[index] == "[" { return brackets(&index, path) }
        if !isInBrackets {
            if scalars[index] == "|" || scalars[index] == ">" { skip(&index, while: "|>+-0123456789 ") }
            text(index..<scalars.count, path)
            index = scalars.count
            return
        }
        let start = index
        index = LineSyntax.endOfQuotes(in: scalars, from: index) ?? index
        while index < scalars.count, !",]}".unicodeScalars.contains(scalars[index]) { index += 1 }
        text(start..<index, path)
    }

    /// Skips the anchor and the tag of a value, which may also be the beginning of a text that should stand in quotes.
    private func skipProperties(_ index: inout Int, _ path: [String]) {
        skipBlanks(&index)
        if isConcealed(path) { return }
        while index < scalars.count, "&!*".unicodeScalars.contains(scalars[index]) {
            while index < scalars.count, !" \t,]}".unicodeScalars.contains(scalars[index]) { index += 1 }
            skipBlanks(&index)
        }
    }

    private mutating func brackets(_ index: inout Int, _ path: [String]) {
        index += 1
        while index < scalars.count {
            skip(&index, while: " \t,")
            skipProperties(&index, path)
            guard index < scalars.count else { return }
            switch scalars[index] {
            case "}", "]":
                index += 1
                return
            case "{", "[": brackets(&index, path)
            case ",": continue
            case "#":
                text(index..<scalars.count, path)
                index = scalars.count
            default: item(&index, path)
            }
        }
    }

    /// An item of a list in brackets, or a key with its value.
    private mutating func item(_ index: inout Int, _ path: [String]) {
        let start = index
        let closing = LineSyntax.endOfQuotes(in: scalars, from: start)
        index = closing ?? start
        while index < scalars.count, !",]}".unicodeScalars.contains(scalars[index]) {
            if scalars[index] == ":", endsKey(at: index, closing), !isConcealed(path) {
                key(start..<index, path)
                let below = path + SourceOutline.level(of: scalars[start..<index])
                index += 1
                return value(&index, below, isInBrackets: true)
            }
            index += 1
        }
        text(start..<index, path)
    }

    private func endsKey(at colon: Int, _ closing: Int?) -> Bool {
        colon == closing || colon + 1 == scalars.count || " \t,[]{}".unicodeScalars.contains(scalars[colon + 1])
    }

    private func isConcealed(_ path: [String]) -> Bool {
        if case .concealed = rule.disclosure(below: path) { true } else { false }
    }

    // MARK: Keys and texts

    private mutating func key(_ range: Range<Int>, _ path: [String]) {
        let inner = withoutQuotes(range)
        if case .shown = rule.disclosure(below: path) { return }
        if LineSyntax.isName(scalars[inner]) || scalars[inner].elementsEqual("<<".unicodeScalars) { return }
        concealBehindName(inner)
    }

    private mutating func text(_ range: Range<Int>, _ path: [String]) {
        let inner = withoutQuotes(trimmed(range))
        guard !inner.isEmpty else { return }
        switch rule.disclosure(below: path) {
        case .shown: concealPasswords(inner)
        case .assignments: concealBehindName(inner)
        case .firstWord: concealBehindFirstWord(inner, path)
        case .concealed:
            if !rule.shows(string(scalars[inner]), of: path.last ?? "") { conceal(inner) }
        }
    }

    private mutating func concealBehindFirstWord(_ range: Range<Int>, _ path: [String]) {
        let word = scalars[range].prefix { !LineSyntax.isBlank($0) && $0 != "=" }
        guard LineSyntax.isName(word), word.count <= 40 else {
            if !isMarker(range) { conceal(range) }
            return
        }
        // An attribute without its colon.
        if case .shown = rule.disclosure(below: path + [string(word)]) { return concealPasswords(range) }
        conceal(word.endIndex..<range.upperBound)
    }

    /// Whether a line is of YAML itself, or of version control.
    private func isMarker(_ range: Range<Int>) -> Bool {
        ["---", "...", "<<<<", "====", ">>>>", "||||"].contains { scalars[range].starts(with: $0.unicodeScalars) }
    }

    private mutating func concealBehindName(_ whole: Range<Int>) {
        // The dash of an item that no space follows.
        let range = scalars[whole].first == "-" ? whole.dropFirst() : whole
        let name = scalars[range].prefix { $0 != "=" && $0 != ":" }
        guard name.endIndex < range.upperBound, LineSyntax.isName(name) else {
            if name.endIndex < range.upperBound || !isBareName(scalars[range]) { conceal(range) }
            return
        }
        let value = withoutQuotes(trimmed((name.endIndex + 1)..<range.upperBound))
        if !rule.shows(string(scalars[value]), of: string(name)) { conceal(value) }
    }

    /// Whether a text without a value is the name of a variable, or nothing.
    private func isBareName(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        if text.elementsEqual("null".unicodeScalars) || text.elementsEqual("~".unicodeScalars) { return true }
        return LineSyntax.isName(text)
            && text.allSatisfy { $0 == "_" || ("A"..."Z").contains($0) || ("0"..."9").contains($0) }
    }

    private func string(_ text: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(text))
    }

    /// Conceals the password of `scheme://user:password@host`.
    private mutating func concealPasswords(_ range: Range<Int>) {
        var index = range.lowerBound
        while index + 2 < range.upperBound {
            guard scalars[index] == ":", scalars[index + 1] == "/", scalars[index + 2] == "/" else {
                index += 1
                continue
            }
            let start = index + 3
            let authority = scalars[start..<range.upperBound].prefix { !"/?# \t\"'".unicodeScalars.contains($0) }
            if let at = authority.lastIndex(of: "@") {
                let colon = authority[..<at].firstIndex(of: ":")
                conceal((colon.map { $0 + 1 } ?? start)..<at)
            }
            index = start
        }
    }

    /// Leaves a stretch out, but for the names of variables in it.
    private mutating func conceal(_ range: Range<Int>) {
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            guard scalars[index] == "$", index + 1 < range.upperBound else {
                index += 1
                continue
            }
            if scalars[index + 1] == "$" {
                index += 2
                continue
            }
            guard let end = endOfVariable(at: index, in: range) else {
                index += 1
                continue
            }
            if start < index { concealed.append(start..<index) }
            start = end
            index = end
        }
        if start < range.upperBound { concealed.append(start..<range.upperBound) }
    }

    /// Behind `$NAME`, `${NAME}`, or `${NAME` and an operator.
    private func endOfVariable(at dollar: Int, in range: Range<Int>) -> Int? {
        let isBraced = scalars[dollar + 1] == "{"
        var end = dollar + (isBraced ? 2 : 1)
        let name = scalars[end..<range.upperBound].prefix { scalar in
            scalar == "_" || scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        }
        guard let first = name.first, first.properties.numericType == nil else { return nil }
        end = name.endIndex
        // A password may look like the beginning of a variable.
        let hasCapitalsOnly = !name.contains { $0.properties.isLowercase }
        guard isBraced, end < range.upperBound else { return hasCapitalsOnly ? end : nil }
        if scalars[end] == "}" { return end + 1 }
        return hasCapitalsOnly || ":-?+".unicodeScalars.contains(scalars[end]) ? end : nil
    }

    // MARK: Stretches

    private func withoutQuotes(_ range: Range<Int>) -> Range<Int> {
        guard let first = scalars[range].first, first == "\"" || first == "'" else { return range }
        guard let end = LineSyntax.endOfQuotes(in: scalars, from: range.lowerBound), end <= range.upperBound else {
            return (range.lowerBound + 1)..<range.upperBound
        }
        // A comma or a bracket may follow; what else does is left out with the text.
        let isClean = scalars[end..<range.upperBound].allSatisfy { ",]} \t".unicodeScalars.contains($0) }
        return (range.lowerBound + 1)..<(isClean ? end - 1 : range.upperBound)
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var range = range
        while let first = scalars[range].first, LineSyntax.isBlank(first) { range.removeFirst() }
        while let last = scalars[range].last, LineSyntax.isBlank(last) { range.removeLast() }
        return range
    }

    private func skipBlanks(_ index: inout Int) { skip(&index, while: " \t") }

    private func skip(_ index: inout Int, while characters: String) {
        while index < scalars.count, characters.unicodeScalars.contains(scalars[index]) { index += 1 }
    }
}
