internal import ComposeYAML
public import Diagnostics

extension ProjectNode {
    /// Whether nobody wrote the value: it is a default, or follows from another one, whose places are then its.
    public var isImplied: Bool { node.isImplied }

    /// Where the value is written.
    public var position: SourcePosition { node.location.position }

    /// Where its key is written; `nil` for an item of a list.
    public var keyPosition: SourcePosition? { node.keyLocation?.position }

    /// The absolute path of the file that set the value; `-` for standard input.
    public var file: String { node.location.source.path }

    /// The bytes of the value as it is written; `nil` where it is written as a part of another one, as in a short form, and
    /// where it comes from an env file.
    public var range: SourceRange? {
        guard !node.isImplied, !isPart else { return nil }
        return node.location.valueRange.map { SourceRange(file: file, bytes: $0) }
    }

    /// The bytes of its key; `nil` for an item of a list, and where no key is written.
    public var keyRange: SourceRange? {
        guard !node.isImplied, let location = node.keyLocation else { return nil }
        return location.keyRange.map { SourceRange(file: location.source.path, bytes: $0) }
    }

    /// The places that had a say in the value, oldest first; the last one counts.
    public var layers: [Layer] {
        node.history.map {
            Layer(action: $0.action, file: $0.location.source.path, position: $0.location.position)
        }
    }

    /// A place that had a say in a value.
    public struct Layer: Sendable, Hashable, Codable {
        /// What it did to earlier values.
        public let action: ValueOrigin.Action
        /// The absolute path of the file; `-` for standard input.
        public let file: String
        /// The place.
        public let position: SourcePosition
    }

    /// The source text of the value, for messages about it.
    public var excerpt: SourceExcerpt? { node.location.excerpt }

    /// The source text of the whole attribute: of its key, if it has one.
    public var attributeExcerpt: SourceExcerpt? { node.place.excerpt }

    /// Where the whole attribute is written: its key, if it has one.
    public var attributePosition: SourcePosition { node.place.position }
}
