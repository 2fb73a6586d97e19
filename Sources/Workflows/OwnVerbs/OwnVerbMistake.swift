package import Diagnostics

/// What is wrong with what stands behind a verb of a project on a command line.
package struct OwnVerbMistake: DiagnosticConvertible {
    /// What is wrong.
    let message: String
    /// What to do about it.
    let hint: String

    /// The error as one diagnostic.
    package var diagnostics: [Diagnostic] { [Diagnostic(code: .ownVerbInput, message: message, hint: hint)] }

    static func needsNoOperand(_ word: String, _ verb: OwnVerb) -> OwnVerbMistake {
        OwnVerbMistake(
            message: "'\(verb.name)' does not take '\(word)'",
            hint: "what is for its command stands behind '--': 'engarde \(verb.name) -- \(word)'"
        )
    }

    static func unknownInput(_ option: String, _ verb: OwnVerb) -> OwnVerbMistake {
        let near = NameSuggestion.nearest(to: String(option.drop { $0 == "-" }), among: verb.inputs.map(\.name))
        return OwnVerbMistake(
            message: "'\(verb.name)' has no input '\(option)'",
            hint: near.map { NameSuggestion.question("--\($0)") }
                ?? "'engarde \(verb.name) --help' lists its inputs; what is for its command stands behind '--'"
        )
    }

    static func valueMissing(_ input: OwnVerbInput, _ verb: OwnVerb) -> OwnVerbMistake {
        OwnVerbMistake(message: "'--\(input.name)' needs a value", hint: "write '\(input.label)'")
    }

    static func inputMissing(_ input: OwnVerbInput, _ verb: OwnVerb) -> OwnVerbMistake {
        OwnVerbMistake(message: "'\(verb.name)' needs '--\(input.name)'", hint: "write '\(input.label)'")
    }

    static func wrongValue(
        _ value: String,
        _ objection: String,
        _ input: OwnVerbInput,
        _ verb: OwnVerb
    ) -> OwnVerbMistake {
        var hint = "write '\(input.label)'"
        if case .choice(let values) = input.kind, let near = NameSuggestion.nearest(to: value, among: values) {
            hint = NameSuggestion.question(near)
        }
        return OwnVerbMistake(message: "'\(value)' of '--\(input.name)' \(objection)", hint: hint)
    }
}
