/// A type with the value that Go calls its zero value, which the Engine API leaves out or writes as `null`.
package protocol ZeroValued: Equatable {
    /// The value that stands for "nothing was said".
    static var zeroValue: Self { get }
}

extension Bool: ZeroValued {
    /// `false`.
    package static var zeroValue: Bool { false }
}
extension Int: ZeroValued {
    /// `0`.
    package static var zeroValue: Int { 0 }
}
extension Int64: ZeroValued {
    /// `0`.
    package static var zeroValue: Int64 { 0 }
}
extension String: ZeroValued {
    /// The empty string.
    package static var zeroValue: String { "" }
}
extension Array: ZeroValued where Element: Equatable {
    /// The empty array.
    package static var zeroValue: [Element] { [] }
}
extension Dictionary: ZeroValued where Value: Equatable {
    /// The empty dictionary.
    package static var zeroValue: [Key: Value] { [:] }
}

/// A field that has its type's zero value when it is absent or `null`, and that is not written when it has it.
///
/// Where the engine tells "empty" from "absent" apart (a container's `Entrypoint`), the field is an optional instead.
@propertyWrapper
package struct ZeroWhenAbsent<Value: ZeroValued & Codable & Sendable>: Codable, Sendable, Equatable {
    /// The field's value.
    package var wrappedValue: Value

    /// Starts with the given value, by default the zero value.
    package init(wrappedValue: Value = .zeroValue) { self.wrappedValue = wrappedValue }

    /// Reads the value itself; `null` gives the zero value.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        wrappedValue = container.decodeNil() ? .zeroValue : try container.decode(Value.self)
    }

    /// Writes the value itself.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue)
    }
}

extension ZeroWhenAbsent: Hashable where Value: Hashable {}

extension KeyedDecodingContainer {
    /// Reads a field, or takes its zero value when it is absent or `null`; synthesised decoding picks this overload.
    package func decode<Value>(
        _ type: ZeroWhenAbsent<Value>.Type,
        forKey key: Key
    ) throws -> ZeroWhenAbsent<Value> {
        ZeroWhenAbsent(wrappedValue: try decodeIfPresent(Value.self, forKey: key) ?? .zeroValue)
    }
}

extension KeyedEncodingContainer {
    /// Writes a field unless it has its zero value; synthesised encoding picks this overload.
    package mutating func encode<Value>(_ field: ZeroWhenAbsent<Value>, forKey key: Key) throws {
        guard field.wrappedValue != .zeroValue else { return }
        try encode(field.wrappedValue, forKey: key)
    }
}
