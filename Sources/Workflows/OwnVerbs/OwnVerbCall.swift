import Diagnostics
package import OrderedCollections

/// What stands behind a verb of a project on a command line.
package struct OwnVerbCall: Sendable, Hashable {
    /// What its inputs are, by the variables that the command finds them in; each input has one.
    package private(set) var values: OrderedDictionary<String, String> = [:]
    /// What stands behind `--`, which is for the command.
    package private(set) var arguments: [String] = []
    /// Whether help is asked for; then the rest need not make sense.
    package private(set) var asksForHelp = false
    /// Whether the command is to be shown only.
    package private(set) var isPreview = false

    /// Reads arguments: `--name value`, `--name=value`, a flag as `--name` or `--name=false`; of an input that is given more than
    /// once the last one counts.
    ///
    /// - Throws: ``OwnVerbMistake``.
    package init(_ arguments: [String], of verb: OwnVerb) throws(OwnVerbMistake) {
        let options = arguments.prefix { $0 != "--" }
        asksForHelp = options.contains("--help") || options.contains("-h")
        guard !asksForHelp else { return }
        self.arguments = Array(arguments.dropFirst(options.count + 1))
        var given: [String: String] = [:]
        var rest = options
        while let word = rest.popFirst() {
            guard word.hasPrefix("-"), word.count > 1 else { throw .needsNoOperand(word, verb) }
            guard word != "--dry-run" else {
                isPreview = true
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = String(parts[0].dropFirst(2))
            guard word.hasPrefix("--"), let input = verb.inputs.first(where: { $0.name == name }) else {
                throw .unknownInput(parts[0], verb)
            }
            var value = parts.count > 1 ? parts[1] : nil
            if value == nil { value = input.kind == .flag ? "true" : rest.popFirst() }
            guard let value else { throw .valueMissing(input, verb) }
            if let objection = input.objection(to: value) { throw .wrongValue(value, objection, input, verb) }
            given[name] = value
        }
        for input in verb.inputs {
            guard given[input.name] != nil || !input.isRequired else { throw .inputMissing(input, verb) }
            values[input.variable] = given[input.name] ?? input.absentValue
        }
    }
}
