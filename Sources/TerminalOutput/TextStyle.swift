/// A colour or weight of terminal text.
package enum TextStyle: Int, Sendable, CaseIterable {
    /// Heavier than its surroundings.
    case bold = 1
    /// Lighter than its surroundings.
    case faint = 2
    /// What failed.
    case red = 31
    /// What is done.
    case green = 32
    /// What deserves attention.
    case yellow = 33
    /// A name.
    case blue = 34
    /// A name.
    case magenta = 35
    /// A name.
    case cyan = 36

    /// The text between control sequences, or as it is when colours are off.
    package func applied(to text: String, when coloured: Bool) -> String {
        coloured ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}
