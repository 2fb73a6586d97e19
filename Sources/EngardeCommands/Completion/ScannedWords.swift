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
            } else if takesOptions, word.hasPrefix("-"), word.count > 1 {
                for part in OptionWord(word, syntax: syntax).parts {
                    guard let option = part.option else { break }
                    take(option, value: part.value, from: &rest)
                }
            } else {
                operands.append(word)
                if endsAtOperand { takesOptions = false }
            }
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
