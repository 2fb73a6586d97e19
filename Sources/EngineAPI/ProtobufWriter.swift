/// Writes the fields of one protobuf message, as ``ProtobufReader`` reads them.
///
/// A field that has its default value, 0 or nothing, is left out, as proto3 has it.
///
/// - Source: protobuf.dev, "Encoding".
package struct ProtobufWriter: Sendable {
    /// What has been written.
    package private(set) var bytes: [UInt8] = []

    /// Begins a message.
    package init() {}

    /// Writes a number.
    package mutating func write(_ field: UInt64, _ value: UInt64) {
        guard value != 0 else { return }
        append(field << 3)
        append(value)
    }

    /// Writes a number that may be less than 0.
    package mutating func write(_ field: UInt64, _ value: Int64) { write(field, UInt64(bitPattern: value)) }

    /// Writes a text.
    package mutating func write(_ field: UInt64, _ text: String) {
        guard !text.isEmpty else { return }
        writeMessage(field, Array(text.utf8))
    }

    /// Writes bytes.
    package mutating func write(_ field: UInt64, _ value: some Collection<UInt8>) {
        guard !value.isEmpty else { return }
        writeMessage(field, value)
    }

    /// Writes a message within this one, also an empty one.
    package mutating func writeMessage(_ field: UInt64, _ message: some Collection<UInt8>) {
        append(field << 3 | 2)
        append(UInt64(message.count))
        bytes += message
    }

    /// Writes a table of texts, in the order of its keys.
    package mutating func write(_ field: UInt64, _ table: [String: String]) {
        for (key, value) in table.sorted(by: { $0.key < $1.key }) {
            var entry = ProtobufWriter()
            entry.write(1, key)
            entry.write(2, value)
            writeMessage(field, entry.bytes)
        }
    }

    private mutating func append(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
