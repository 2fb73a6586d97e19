extension IgnorePattern {
    /// Compiles the text of one pattern; `nil` for a blank one.
    ///
    /// **Throws:** the flaw of a malformed pattern.
    init?(_ text: some StringProtocol) throws(IgnoreRulesError.Flaw) {
        var pattern = text.trimmed
        guard !pattern.isEmpty else { return nil }
        var isException = false
        if pattern.first == "!" {
            isException = true
            pattern = pattern.dropFirst().trimmed
            guard !pattern.isEmpty else { throw .emptyException }
        }
        self.isException = isException
        matcher = try IgnorePattern.compile(IgnorePattern.cleaned(pattern))
    }

    /// The pattern without `.` and empty components, with `..` resolved where possible, and without its leading `/`.
    static func cleaned(_ pattern: String) -> String {
        var components: [Substring] = []
        for component in pattern.split(separator: "/", omittingEmptySubsequences: true) where component != "." {
            if component == "..", let last = components.last, last != ".." {
                components.removeLast()
            } else if component != ".." || !pattern.hasPrefix("/") {
                components.append(component)
            }
        }
        return components.isEmpty ? "." : components.joined(separator: "/")
    }

    private static func compile(_ pattern: String) throws(IgnoreRulesError.Flaw) -> Matcher {
        var tokens: [GlobToken] = []
        var isPlain = true
        var leadsWithDoubleStar = false
        var scanner = pattern.unicodeScalars[...]
        let slash: Unicode.Scalar = "/"
        while let scalar = scanner.popFirst() {
            switch scalar {
            case "*" where scanner.first == "*":
                scanner.removeFirst()
                let isLeading = tokens.isEmpty && !leadsWithDoubleStar
                if scanner.first == slash { scanner.removeFirst() }
                if isLeading {
                    leadsWithDoubleStar = true
                } else if !scanner.isEmpty || leadsWithDoubleStar {
                    isPlain = false
                }
                tokens.append(scanner.isEmpty ? .anything : .anyDirectories)
            case "*":
                isPlain = false
                tokens.append(.anyRun)
            case "?":
                isPlain = false
                tokens.append(.anyCharacter)
            case "[":
                isPlain = false
                tokens.append(try characterClass(&scanner))
            case "\\":
                isPlain = false
                guard let escaped = scanner.popFirst() else { throw .trailingEscape }
                tokens.append(contentsOf: Array(String(escaped).utf8).map(GlobToken.byte))
            default:
                tokens.append(contentsOf: Array(String(scalar).utf8).map(GlobToken.byte))
            }
        }
        guard isPlain else { return .glob(tokens) }
        if leadsWithDoubleStar { return .suffix(Array(pattern.utf8.dropFirst(2))) }
        if tokens.last == .anything { return .prefix(Array(pattern.utf8.dropLast(2))) }
        return .exact(Array(pattern.utf8))
    }

    private static func characterClass(
        _ scanner: inout Substring.UnicodeScalarView
    ) throws(IgnoreRulesError.Flaw) -> GlobToken {
        var negated = false
        if scanner.first == "^" {
            negated = true
            scanner.removeFirst()
        }
        var ranges: [ClosedRange<UInt32>] = []
        while true {
            guard let first = scanner.first else { throw .unclosedClass }
            if first == "]" {
                guard !ranges.isEmpty else { throw .emptyClass }
                scanner.removeFirst()
                return .characterClass(negated: negated, ranges: ranges)
            }
            let low = try classMember(&scanner)
            var high = low
            if scanner.first == "-" {
                scanner.removeFirst()
                high = try classMember(&scanner)
            }
            guard low <= high else { throw .badRange }
            ranges.append(low.value...high.value)
        }
    }

    private static func classMember(
        _ scanner: inout Substring.UnicodeScalarView
    ) throws(IgnoreRulesError.Flaw) -> Unicode.Scalar {
        guard let scalar = scanner.popFirst() else { throw .unclosedClass }
        switch scalar {
        case "-", "]": throw .badRange
        case "\\":
            guard let escaped = scanner.popFirst() else { throw .unclosedClass }
            return escaped
        default: return scalar
        }
    }
}

extension IgnoreRulesError.Flaw: Error {}

extension StringProtocol {
    /// The text without white space at its ends.
    var trimmed: String {
        var scalars = Substring(self).unicodeScalars[...]
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }
}
