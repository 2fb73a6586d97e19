extension Template {
    /// A variable that must have a value and has none.
    struct MissingVariable: Hashable {
        var name: String
        /// The variable as written.
        var source: String
        /// The message that the file gives.
        var reason: String
    }

    /// The text with the variables replaced; `nil` when one that must have a value has none.
    ///
    /// - Parameters:
    ///   - lookup: the value of a variable, `nil` when it is not set.
    ///   - unset: called for each variable that is not set and has no default.
    ///   - missing: called for each variable that must have a value and has none.
    func expanded(
        lookup: (String) -> String?,
        unset: (Variable) -> Void = { _ in },
        missing: (MissingVariable) -> Void = { _ in }
    ) -> String? {
        var text: String? = ""
        for part in parts {
            switch part {
            case .text(let piece): text?.append(piece)
            case .variable(let variable):
                let value = Self.value(of: variable, lookup: lookup, unset: unset, missing: missing)
                if let value { text?.append(value) } else { text = nil }
            }
        }
        return text
    }

    private static func value(
        of variable: Variable,
        lookup: (String) -> String?,
        unset: (Variable) -> Void,
        missing: (MissingVariable) -> Void
    ) -> String? {
        let value = lookup(variable.name)
        guard let operation = variable.operation else {
            if value == nil { unset(variable) }
            return value ?? ""
        }
        let isNonempty = value?.isEmpty == false
        func word() -> String? {
            operation.word.expanded(lookup: lookup, unset: unset, missing: missing)
        }
        switch operation.kind {
        case .defaultIfEmpty: return isNonempty ? value ?? "" : word()
        case .defaultIfUnset:
            if let value { return value }
            return word()
        case .replaceIfNonempty: return isNonempty ? word() : value ?? ""
        case .replaceIfSet: return value != nil ? word() : ""
        case .requireNonempty, .require:
            if let value, operation.kind == .require || !value.isEmpty { return value }
            if let reason = word() {
                missing(MissingVariable(name: variable.name, source: variable.source, reason: reason))
            }
            return nil
        }
    }
}
