/// A node of a YAML document, with the place it was written at.
///
/// - Shape: aliases are expanded and merge keys merged; explicit tags are kept.
package struct YAMLNode: Sendable {
    /// What the node holds.
    package var content: Content
    /// The explicit tag, such as `!reset` or `tag:yaml.org,2002:str`.
    package var tag: String?
    /// Where the node is written; for a node reached by an alias, where the anchor is.
    package var location: SourceLocation
    /// Where the alias is written, if the node was reached by one.
    package var alias: SourceLocation?

    /// What a node holds.
    package enum Content: Sendable {
        /// A scalar: its text, and whether it is plain, so that its type follows from the text.
        case scalar(String, isPlain: Bool)
        /// A sequence.
        case sequence([YAMLNode])
        /// A mapping, in the order of the file; its keys are unique.
        case mapping([Entry])
    }

    /// A key of a mapping with its value.
    package struct Entry: Sendable {
        /// The key.
        package var key: String
        /// Where the key is written.
        package var keyLocation: SourceLocation
        /// The value.
        package var value: YAMLNode
    }

    /// The value of a scalar by the rules of YAML 1.2's core schema as Docker Compose reads it; `nil` for collections.
    package var scalarValue: YAMLScalar? {
        guard case .scalar(let text, let isPlain) = content else { return nil }
        switch tag {
        // A lone '!' says nothing to Docker Compose, even of a plain scalar.
        case nil, "?", "!":
            return isPlain ? YAMLScalar(plain: text) : .string(text)
        case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null":
            return YAMLScalar(plain: text)
        case "!override", "!reset":
            return isPlain ? YAMLScalar(plain: text) : .string(text)
        default:
            return .string(text)
        }
    }
}
