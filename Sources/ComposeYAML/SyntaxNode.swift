/// A node of a YAML file as it is written: nothing is expanded, and everything knows the bytes that it takes up.
package struct SyntaxNode: Sendable {
    /// What is written.
    package var content: Content
    /// The bytes, with tag and anchor; without the line break behind a block.
    package var range: Range<Int>

    /// What a node may be.
    package enum Content: Sendable {
        /// A scalar, as text.
        case scalar(String)
        /// A reference to an anchor.
        case alias(String)
        /// A list.
        case sequence([Item], Style)
        /// A mapping, in the order of the file; merge keys are keys as any.
        case mapping([Entry], Style)
    }

    /// How a collection is written.
    package enum Style: Sendable {
        /// By indentation.
        case block
        /// In brackets.
        case flow
        /// As the only pair of an item of a list in brackets, `[a: b]`.
        case pair
    }

    /// An item of a list.
    package struct Item: Sendable {
        /// The byte at which the item begins: that of its dash, in brackets that of its value.
        package var start: Int
        /// The value.
        package var value: SyntaxNode

        /// The bytes of the item.
        package var range: Range<Int> { start..<max(start, value.range.upperBound) }
    }

    /// A key with its value.
    package struct Entry: Sendable {
        /// The key.
        package var key: SyntaxNode
        /// The value; empty, behind the colon, where none is written.
        package var value: SyntaxNode

        /// The bytes from the key to the end of the value.
        package var range: Range<Int> {
            key.range.lowerBound..<max(key.range.upperBound, value.range.upperBound)
        }

        /// The key as text; `nil` for one that is no scalar.
        package var name: String? {
            if case .scalar(let text) = key.content { text } else { nil }
        }
    }
}
