/// A value as `config` prints it, before it becomes YAML or JSON.
indirect enum OutputValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int)
    /// A number, with its text.
    case number(String)
    case text(String)
    case sequence([OutputValue])
    /// Entries in the order in which they are printed.
    case mapping([Entry])

    /// A key with its value.
    struct Entry: Sendable, Hashable {
        var key: String
        var value: OutputValue
    }

    var isEmptyMapping: Bool { self == .mapping([]) }
}
