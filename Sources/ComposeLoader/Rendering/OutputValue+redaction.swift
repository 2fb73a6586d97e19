internal import ComposeModel

extension OutputValue {
    /// What stands in place of a value that is not shown.
    private static let mark = "…"

    /// A project without the values of variables and labels whose names sound secret, and without the passwords of URLs.
    ///
    /// - Parameter secrets: texts that are left out wherever they stand, the longest first.
    func redacted(of secrets: [String]) -> OutputValue { redacted(below: [], of: secrets) }

    /// A value below keys of a project, as ``redacted(of:)``.
    func redacted(below keys: [String], of secrets: [String]) -> OutputValue {
        switch self {
        case .null, .bool: return self
        case .text(let text) where text.isEmpty: return self
        case .int, .number: return Self.isSecret(keys) ? .text(Self.mark) : self
        case .text(let text):
            guard !Self.isSecret(keys) else { return .text(Self.mark) }
            let rest = secrets.reduce(text) { $0.replacing($1, with: Self.mark) }
            return .text(ValueDisclosure.withoutPasswords(rest))
        case .sequence(let items): return .sequence(items.map { $0.redacted(below: keys, of: secrets) })
        case .mapping(let entries):
            return .mapping(
                entries.map { Entry(key: $0.key, value: $0.value.redacted(below: keys + [$0.key], of: secrets)) }
            )
        }
    }

    /// Whether the value below keys is what a variable holds whose name sounds secret.
    private static func isSecret(_ keys: [String]) -> Bool {
        guard let name = keys.last, ValueDisclosure.soundsSecret(name) else { return false }
        return keys.dropLast().contains { ValueDisclosure.confidentialAttributes.contains($0) || $0.hasPrefix("x-") }
    }
}

extension LoadedProject {
    /// What variables hold whose names sound secret, the longest first: such a text may have been put in anywhere. Paths, as
    /// those of sockets, and words that everybody uses are none.
    var secretTexts: [String] {
        let texts = project.environment.filter { name, value in
            ValueDisclosure.soundsSecret(name) && value.count >= 4 && !value.hasPrefix("/")
                && !ValueDisclosure.isCommonWord(value)
        }
        return Set(texts.values).sorted { ($1.count, $0) < ($0.count, $1) }
    }
}
