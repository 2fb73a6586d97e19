/// Reads the fields of one protobuf message in the order in which they were written.
///
/// - Source: protobuf.dev, "Encoding".
package struct ProtobufReader: Sendable {
    /// The bytes are no protobuf message.
    package enum Malformed: Error, Hashable, Sendable {
        /// The message ends within a field.
        case truncated
        /// A number has more than 64 bits.
        case oversizedNumber
        /// A field has a wire type that does not exist, or the abandoned groups.
        case unknownWireType(UInt8)
    }

    /// One field.
    package struct Field: Hashable, Sendable {
        /// Its number in the message's definition.
        package var number: UInt64
        /// Its value.
        package var value: Value
    }

    /// A value as it travels.
    package enum Value: Hashable, Sendable {
        /// A number, of any integer type, or a truth value.
        case number(UInt64)
        /// A string, bytes, a message, or packed numbers.
        case bytes(ArraySlice<UInt8>)
    }

    private var rest: ArraySlice<UInt8>

    /// Starts at the beginning of a message.
    package init(_ message: ArraySlice<UInt8>) { rest = message }

    /// Reads the next field; `nil` at the end.
    ///
    /// - Throws: ``Malformed``.
    package mutating func next() throws(Malformed) -> Field? {
        guard !rest.isEmpty else { return nil }
        let key = try number()
        switch key & 7 {
        case 0: return Field(number: key >> 3, value: .number(try number()))
        case 1: return Field(number: key >> 3, value: .number(try fixed(8)))
        case 2:
            let length = try number()
            guard length <= UInt64(rest.count) else { throw .truncated }
            let bytes = rest.prefix(Int(length))
            rest = rest.dropFirst(Int(length))
            return Field(number: key >> 3, value: .bytes(bytes))
        case 5: return Field(number: key >> 3, value: .number(try fixed(4)))
        default: throw .unknownWireType(UInt8(key & 7))
        }
    }

    private mutating func number() throws(Malformed) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 70, by: 7) {
            guard let byte = rest.popFirst() else { throw .truncated }
            if shift == 63, byte > 1 { throw .oversizedNumber }
            value |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte < 0x80 { return value }
        }
        throw .oversizedNumber
    }

    private mutating func fixed(_ width: Int) throws(Malformed) -> UInt64 {
        guard rest.count >= width else { throw .truncated }
        let bytes = rest.prefix(width)
        rest = rest.dropFirst(width)
        return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
