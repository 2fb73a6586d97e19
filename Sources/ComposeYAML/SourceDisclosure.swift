/// What may be shown of a file in messages about it.
package enum SourceDisclosure: Sendable {
    /// Every line as it is.
    case everything
    /// Of a file of `NAME=VALUE`, the names, and the values that the rule shows.
    case assignments(any DisclosureRule)
    /// Of YAML, what the rule says.
    case yaml(any DisclosureRule)
}

/// Which values of a file may be shown.
package protocol DisclosureRule: Sendable {
    /// What may be shown of the text that stands below keys, outermost first.
    func disclosure(below keys: [String]) -> TextDisclosure
    /// Whether a value that is not shown otherwise may be shown because of what it is.
    func shows(_ value: String, of name: String) -> Bool
}

/// What may be shown of a piece of text.
package enum TextDisclosure: Sendable {
    /// All of it, but for passwords in URLs.
    case shown
    /// Nothing but the names of variables; what looks like keys below it is text.
    case concealed
    /// Of `NAME=VALUE`, the name; keys below it are names as well.
    case assignments
    /// The first word, where text stands in the place of keys.
    case firstWord
}
