/// A word of a command line that holds options: one behind two dashes, or letters behind one.
///
/// - Shape: `--name`, `--name=value`, `-abc`, `-n5`, `-n=5`.
/// - Source: the rules of pflag, which docker uses.
struct OptionWord: Hashable {
    /// One of the options.
    struct Part: Hashable {
        /// Its name as it was written, with its dashes.
        var name: String
        /// The option; `nil` for one that there is not. What stands behind its letter is not looked at.
        var option: CommandSyntax.Argument?
        /// The value that stands in the word, for whatever option; `nil` where there is none.
        var value: String?
    }

    /// The options, in order.
    private(set) var parts: [Part] = []

    /// Reads a word that begins with a dash and is more than dashes.
    init(_ word: String, syntax: CommandSyntax) {
        guard !word.hasPrefix("--") else {
            let given = NamedValue(word)
            parts = [Part(name: given.name, option: syntax.option(named: given.name), value: given.value)]
            return
        }
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            var part = Part(name: "-\(letter)")
            part.option = syntax.option(named: part.name)
            guard let option = part.option else {
                parts.append(part)
                return
            }
            if letters.first == "=" {
                part.value = String(letters.dropFirst())
                letters = ""
            } else if option.takesValue, !letters.isEmpty {
                part.value = String(letters)
                letters = ""
            }
            parts.append(part)
        }
    }
}
