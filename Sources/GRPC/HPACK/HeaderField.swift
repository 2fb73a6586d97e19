/// A line of a head: a name in lower case, and a value.
package struct HeaderField: Hashable, Sendable {
    /// The name; of HTTP's own fields with a colon in front, such as `:path`.
    package var name: String
    /// The value; bytes that are no UTF-8 are replaced.
    package var value: String

    /// Creates a line.
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension [HeaderField] {
    /// The value of the first line with a name; `nil` where there is none.
    package func first(named name: String) -> String? { first { $0.name == name }?.value }

    /// The values of all lines with a name.
    package func all(named name: String) -> [String] { filter { $0.name == name }.map(\.value) }
}
