/// A name on the command line, with a value or without one.
///
/// - Shape: `name` or `name=value`; a value may have `=` in it.
struct NamedValue: Hashable {
    /// What stands before the first `=`.
    let name: String
    /// What stands behind it, empty if that is nothing; `nil` without `=`.
    let value: String?

    /// Takes the text apart.
    init(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        name = String(parts[0])
        value = parts.count > 1 ? String(parts[1]) : nil
    }
}
