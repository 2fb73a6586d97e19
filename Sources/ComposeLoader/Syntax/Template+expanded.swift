extension Template {
    /// Why a template cannot be expanded: a variable that must have a value has none.
    struct MissingVariable: Error, Hashable {
        var name: String
        /// The variable as written.
        var source: String
        /// The message that the file gives.
        var reason: String
    }

    /// The text with the variables replaced.
    ///
    /// - Parameters:
    ///   - lookup: the value of a variable, `nil` when it is not set.
    ///   - unset: called for each variable that is not set and has no default.
    /// - Throws: ``MissingVariable`` for the first required variable without a value.
    func expanded(
        lookup: (String) -> String?,
        unset: (Variable) -> Void
    ) throws(MissingVariable) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .text(let piece): text += piece
            case .variable(let variable): text += try Self.value(of: variable, lookup: lookup, unset: unset)
            }
        }
        return text
    }

    private static func value(
        of variable: Variable,
        lookup: (String) -> String?,
        unset: (Variable) -> Void
    ) throws(MissingVariable) -> String {
        let value = lookup(variable.name)
        guard let operation = variable.operation else {
            if value == nil { unset(variable) }
            return value ?? ""
        }
        let isNonempty = value?.isEmpty == false
        func word() throws(MissingVariable) -> String {
            try operation.word.expanded(lookup: lookup, unset: unset)
        }
        switch operation.kind {
        case .defaultIfEmpty: return isNonempty ? value ?? "" : try word()
        case .defaultIfUnset:
            if let value { return value }
            return try word()
        case .replaceIfNonempty: return isNonempty ? try word() : value ?? ""
        case .replaceIfSet: return value != nil ? try word() : ""
        case .requireNonempty, .require:
            if let value, operation.kind == .require || !value.isEmpty { return value }
            throw MissingVariable(name: variable.name, source: variable.source, reason: try word())
        }
    }
}
