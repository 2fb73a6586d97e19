/// A set that the Engine API writes as an object with empty values.
///
/// - Shape: `{"80/tcp": {}, "443/tcp": {}}`.
package struct KeySet<Element>: Hashable, Sendable, Codable, ZeroValued, ExpressibleByArrayLiteral
where Element: Hashable & Sendable & Codable & CodingKeyRepresentable {
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
        elements = Set(try container.decode([Element: EmptyObject?].self).keys)
    }

    /// Writes the object.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Dictionary(uniqueKeysWithValues: elements.map { ($0, EmptyObject()) }))
    }
}
