/// What may be in a ``KeySet``.
package protocol KeySetElement: Hashable, Sendable, Codable, CodingKeyRepresentable {
    /// What a key stands for; `nil` when it makes no sense.
    static func elements(ofKey key: String) -> [Self]?
}

extension String: KeySetElement {
    /// The key itself.
    package static func elements(ofKey key: String) -> [String]? { [key] }
}

/// A set that the Engine API writes as an object with empty values.
///
/// - Shape: `{"80/tcp": {}, "443/tcp": {}}`.
package struct KeySet<Element>: Hashable, Sendable, Codable, ZeroValued, ExpressibleByArrayLiteral
where Element: KeySetElement {
    /// The members.
    package var elements: Set<Element>

    /// Creates a set.
    package init(_ elements: Set<Element> = []) { self.elements = elements }
    /// Creates a set.
    package init(arrayLiteral elements: Element...) { self.elements = Set(elements) }
    /// The empty set.
    package static var zeroValue: KeySet { KeySet() }

    private struct EmptyObject: Codable {}

    /// Reads the object and drops its values.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        elements = []
        for key in try container.decode([String: EmptyObject?].self).keys {
            guard let members = Element.elements(ofKey: key) else {
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "'\(key)' is no \(Element.self)"
                )
            }
            elements.formUnion(members)
        }
    }

    /// Writes the object.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Dictionary(uniqueKeysWithValues: elements.map { ($0, EmptyObject()) }))
    }
}
