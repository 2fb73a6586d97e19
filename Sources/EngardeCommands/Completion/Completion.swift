import ArgumentParser

/// What may stand in the place of the last word of a command line.
struct Completion: Hashable {
    /// What the word may be.
    struct Candidate: Hashable {
        /// The word.
        var word: String
        /// What it means, on one line; empty when its name says it all.
        var meaning = ""
    }

    /// What the shell does beside offering the candidates.
    enum Rest: Int, Hashable {
        /// It offers files.
        case files = 0
        /// It offers nothing else.
        case nothing = 4
        /// It offers nothing else, and lets one type on right behind the word.
        case goesOn = 6
        /// It offers directories.
        case directories = 16
    }

    /// The words that begin with what is there of the last one.
    var candidates: [Candidate] = []
    /// What the shell does beside.
    var rest = Rest.nothing

    /// The lines for the shell.
    ///
    /// - Shape: a candidate a line, with a tab before its meaning; last a colon and the number of ``Rest``.
    /// - Source: cobra's protocol, so that docker's own completion understands it, too.
    var text: String {
        candidates.map { $0.word + ($0.meaning.isEmpty ? "" : "\t\($0.meaning)") + "\n" }.joined()
            + ":\(rest.rawValue)\n"
    }

    /// Completes the last word of a command line.
    ///
    /// - Parameters:
    ///   - words: the words behind the program's name; the last one may be empty.
    ///   - names: what the project has; only asked when something of it may stand there, given the options before the verb
    ///     in the parser's form.
    init(of words: [String], names: (_ options: [String]) -> ProjectNames) {
        guard let word = words.last else { return }
        let before = words.dropLast()
        let syntax = CommandSyntax(of: EngardeCommand.self)
        let line = ScannedWords(before, endsAtOperand: true, syntax: syntax)
        let place: Place
        if let name = line.operands.first {
            guard let verb = EngardeProgram.verbs.first(where: { $0.name == name }) else { return }
            let syntax = CommandSyntax(of: verb)
            let own = ScannedWords(line.operands.dropFirst(), endsAtOperand: verb.endsAtOperand, syntax: syntax)
            place = Place(of: word, behind: own, syntax) {
                .value(CompletedValue(operand: $0, of: verb), given: own.operands)
            }
        } else {
            place = Place(of: word, behind: line, syntax) { _ in .verb }
        }
        fill(place, names: { names(line.options) })
        let prefix = place.prefix
        candidates = candidates.filter { $0.word.hasPrefix(word.dropFirst(prefix.count)) }
            .map { Candidate(word: prefix + $0.word, meaning: $0.meaning) }
    }

    private mutating func fill(_ place: Place, names: () -> ProjectNames) {
        switch place.kind {
        case .verb:
            candidates =
                EngardeProgram.verbs.map { Candidate(word: $0.name, meaning: $0.configuration.abstract) }
                + names().verbs
        case .option(let options):
            candidates = options
        case .value(.service(let end), let given):
            candidates = names().services.filter { !given.contains($0.word) }
                .map { Candidate(word: $0.word + end, meaning: $0.meaning) }
            if !end.isEmpty { rest = .goesOn }
            // A path of this machine may stand there as well.
            if end == ":", candidates.allSatisfy({ !$0.word.hasPrefix(place.word) }) { rest = .files }
        case .value(.profile, _): candidates = names().profiles.map { Candidate(word: $0) }
        case .value(.environment, let given):
            candidates = names().environments.filter { !given.contains($0) }.map { Candidate(word: $0) }
        case .value(.network, _): candidates = names().networks.map { Candidate(word: $0) }
        case .value(.volume, _): candidates = names().volumes.map { Candidate(word: $0) }
        case .value(.listed(let values), _): candidates = values.map { Candidate(word: $0) }
        case .value(.file, _): rest = .files
        case .value(.directory, _): rest = .directories
        case .value(.unknown, _): break
        }
    }
}

extension Completion {
    /// Where the word stands that is to be completed.
    private struct Place {
        /// What is expected there.
        enum Kind {
            /// A verb.
            case verb
            /// An option.
            case option([Candidate])
            /// A value or an operand, and what stands in such places already.
            case value(CompletedValue, given: [String])
        }

        /// What is there of the word.
        let word: String
        /// What is expected.
        let kind: Kind
        /// The part of the word that stays as it is: the name of an option before its value.
        let prefix: String

        /// Finds the place.
        ///
        /// - Parameter operand: what is expected where no option stands, given how many operands stand before.
        init(of word: String, behind scan: ScannedWords, _ syntax: CommandSyntax, operand: (Int) -> Kind) {
            self.word = word
            if let option = scan.awaiting {
                kind = .value(CompletedValue(of: option), given: [])
                prefix = ""
            } else if scan.takesOptions, word.hasPrefix("--"), let end = word.firstIndex(of: "=") {
                let option = syntax.option(named: word[..<end])
                kind = .value(option.map { CompletedValue(of: $0) } ?? .unknown, given: [])
                prefix = String(word[...end])
            } else if scan.takesOptions, word.hasPrefix("-") {
                let open = syntax.options.filter {
                    $0.shouldDisplay && ($0.isRepeating || !scan.given.contains($0.canonicalName))
                }
                kind = .option(
                    open.flatMap { option in
                        option.completedNames(for: word).map { Candidate(word: $0, meaning: option.abstract) }
                    } + [Candidate(word: "--help", meaning: "Show the options, and examples.")]
                )
                prefix = ""
            } else {
                kind = operand(scan.operands.count)
                prefix = ""
            }
        }
    }
}

extension CommandSyntax.Argument {
    /// The name under which the option is offered: the long one, unless a letter is there already or it has none.
    fileprivate func completedNames(for word: String) -> [String] {
        let texts = names.map(\.text)
        if word.count == 2, word != "--" { return texts.filter { $0 == word } }
        return [canonicalName]
    }
}
