/// A text that no description and no dump shows.
public struct Confidential: Sendable, Hashable {
    /// The text.
    public let text: String

    /// Hides a text.
    public init(_ text: String) { self.text = text }
}

extension Confidential: CustomStringConvertible, CustomReflectable {
    /// An ellipsis, whatever the text.
    public var description: String { "…" }
    /// Nothing of the text.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
