import Diagnostics

extension NameSuggestion {
    /// What to write in place of a value that is none of the known ones.
    ///
    /// - Shape: `did you mean 'json'?`, or where none is near enough `use 'tty', 'plain' or 'json'`.
    static func correction(of value: String, among known: [String]) -> String {
        if let near = nearest(to: value, among: known) { return question(near) }
        let quoted = known.map { "'\($0)'" }
        guard let last = quoted.last, quoted.count > 1 else { return "use \(quoted.joined())" }
        return "use \(quoted.dropLast().joined(separator: ", ")) or \(last)"
    }
}
