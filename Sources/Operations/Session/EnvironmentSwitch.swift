/// A variable that says yes or no.
package struct EnvironmentSwitch: Sendable {
    /// Its name.
    package let name: String
    /// Its value; `nil` when it is not set.
    package let text: String?

    /// Reads a variable.
    package init(_ name: String, in environment: [String: String]) {
        self.name = name
        text = environment[name]
    }

    /// Whether it says yes; what is neither yes nor no counts as no, as docker compose reads it.
    package var isOn: Bool { ["1", "t", "true", "y"].contains(word) }

    /// What is said of a value that is neither yes nor no.
    package var warning: String? {
        guard let text, !isOn, !["", "0", "f", "false", "n", "no", "off"].contains(word) else { return nil }
        return "\(name) is neither true nor false, so it counts as false: '\(text)' (write 'true' or 'false')"
    }

    private var word: String { text?.lowercased().filter { !$0.isWhitespace } ?? "" }
}
