/// Something that a verb of a project takes by an option, and its command finds in a variable.
package struct OwnVerbInput: Sendable, Hashable {
    /// The option's name, without its dashes.
    package var name: String
    /// What it may be.
    package var kind: Kind
    /// What stands in for it; `nil` where nothing does.
    package var defaultValue: String?
    /// What it is, in a sentence; empty where nothing is said.
    package var description: String
    /// Whether it has to be given.
    package var isRequired: Bool

    /// What an input may be.
    package enum Kind: Sendable, Hashable {
        /// Any text.
        case text
        /// A number, with decimals or without, as it is written.
        case number
        /// One of a few texts.
        case choice([String])
        /// `true` where it is given, else `false`; takes no value.
        case flag
    }

    /// The variable that the command finds it in: the name in upper case, with `_` in place of `-`.
    package var variable: String { name.uppercased().replacing("-", with: "_") }

    /// What the variable holds where nothing is given.
    var absentValue: String { defaultValue ?? (kind == .flag ? "false" : "") }

    /// The option as usage shows it: `--target <text>`, in brackets where it need not be given.
    var usage: String { isRequired ? label : "[\(label)]" }

    /// The option with what it takes.
    package var label: String {
        switch kind {
        case .text: "--\(name) <text>"
        case .number: "--\(name) <number>"
        case .choice(let values): "--\(name) <\(values.joined(separator: "|"))>"
        case .flag: "--\(name)"
        }
    }

    /// What help says of it.
    package var explanation: String {
        var parts = description.isEmpty ? [] : [description]
        if isRequired { parts.append("(required)") }
        if let defaultValue, kind != .flag || defaultValue == "true" { parts.append("(default:\u{A0}\(defaultValue))") }
        parts.append("(as\u{A0}$\(variable))")
        return parts.joined(separator: " ")
    }

    /// Why a value is none of its kind; `nil` where it is one.
    func objection(to value: String) -> String? {
        switch kind {
        case .text: nil
        case .number: Double(value).map(\.isFinite) == true ? nil : "is no number"
        case .choice(let values): values.contains(value) ? nil : "is none of its values"
        case .flag: ["true", "false"].contains(value) ? nil : "is neither true nor false"
        }
    }
}
