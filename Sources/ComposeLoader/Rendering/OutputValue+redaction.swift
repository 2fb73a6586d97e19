internal import ComposeModel

extension OutputValue {
    /// What stands in place of a value that is not shown.
    private static let mark = "…"

    /// A project without the values of secrets, of variables and labels whose names sound secret, and without the passwords
    /// of URLs.
    var redacted: OutputValue { redacted(below: []) }

    private func redacted(below keys: [String]) -> OutputValue {
        switch self {
        case .null, .bool: return self
        case .text(let text) where text.isEmpty: return self
        case .int, .number: return Self.isSecret(keys) ? .text(Self.mark) : self
        case .text(let text): return .text(Self.isSecret(keys) ? Self.mark : ValueDisclosure.withoutPasswords(text))
        case .sequence(let items): return .sequence(items.map { $0.redacted(below: keys) })
        case .mapping(let entries):
            return .mapping(entries.map { Entry(key: $0.key, value: $0.value.redacted(below: keys + [$0.key])) })
        }
    }

    /// Whether the value below keys is a secret: the text of one, or what a variable of such a name holds.
    private static func isSecret(_ keys: [String]) -> Bool {
        if keys.count == 3, keys[0] == "secrets", keys[2] == "content" { return true }
        guard let name = keys.last, ValueDisclosure.soundsSecret(name) else { return false }
        return keys.dropLast().contains { ValueDisclosure.confidentialAttributes.contains($0) || $0.hasPrefix("x-") }
    }
}
