/// The words of a command line that is not finished: what of it can be made out.
struct ScannedWords: Hashable {
    /// The options that are complete, in the parser's form.
    private(set) var options: [String] = []
    /// The names by which the parser knows the options that are there.
    private(set) var given: Set<String> = []
    /// What is no option, in order.
    private(set) var operands: [String] = []
    /// The option whose value is to come.
    private(set) var awaiting: CommandSyntax.Argument?
    /// Whether an option may come.
    private(set) var takesOptions = true

    /// Reads words; what is wrong about them is left out.
    ///
    /// - Parameter endsAtOperand: whether everything behind the first operand belongs to it.
    init(_ words: some Collection<String>, endsAtOperand: Bool, syntax: CommandSyntax) {
        var rest = Array(words)[...]
        while let word = rest.popFirst() {
            if takesOptions, word == "--" {
                takesOptions = false
            } else if takesOptions, word.hasPrefix("--") {
                let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard let option = syntax.option(named: parts[0]) else { continue }
                take(option, value: parts.count > 1 ? String(parts[1]) : nil, from: &rest)
            } else if takesOptions, word.hasPrefix("-"), word.count > 1 {
                takeLetters(word.dropFirst(), syntax, from: &rest)
            } else {
                operands.append(word)
                if endsAtOperand { takesOptions = false }
            }
        }
    }

    private mutating func takeLetters(
        _ letters: Substring,
        _ syntax: CommandSyntax,
        from rest: inout ArraySlice<String>
    ) {
        var letters = letters
        while let letter = letters.popFirst() {
            guard let option = syntax.option(named: "-\(letter)") else { return }
            guard option.takesValue else {
                take(option, value: nil, from: &rest)
                continue
            }
            let attached = letters.first == "=" ? letters.dropFirst() : letters
            take(option, value: letters.isEmpty ? nil : String(attached), from: &rest)
            return
        }
    }

    private mutating func take(
        _ option: CommandSyntax.Argument,
        value: String?,
        from rest: inout ArraySlice<String>
    ) {
        given.insert(option.canonicalName)
        guard option.takesValue else {
            if option.kind == .flag { options.append(option.canonicalName) }
            return
        }
        guard let value = value ?? rest.popFirst() else {
            awaiting = option
            return
        }
        options.append("\(option.canonicalName)=\(value)")
    }
}
