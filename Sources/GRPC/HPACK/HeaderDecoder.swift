/// Takes compressed heads apart; all heads of a connection have to pass through it, in order.
///
/// - Source: RFC 7541, section 6.
package struct HeaderDecoder: Sendable {
    /// What is wrong with a head. Those after it cannot be read, either.
    package enum Violation: Error, Hashable, Sendable {
        /// The head ends within a line.
        case truncated
        /// A number is larger than any that makes sense.
        case oversizedNumber
        /// A line refers to one that there is not.
        case unknownIndex(Int)
        /// A text is not written in the code.
        case malformedText
        /// The other side makes its table larger than it may.
        case oversizedTable(Int)
    }

    private var table = HeaderTable(limit: 4_096)

    /// Creates a decoder for a connection, with a table of 4,096 bytes as everybody has at first.
    package init() {}

    /// Takes one head apart.
    ///
    /// - Throws: ``Violation``.
    package mutating func decode(_ block: [UInt8]) throws(Violation) -> [HeaderField] {
        var rest = block[...]
        var fields: [HeaderField] = []
        while let byte = rest.first {
            switch byte {
            case 0x80...: fields.append(try field(try Self.number(&rest, prefix: 7)))
            case 0x40...:
                let field = try literal(&rest, prefix: 6)
                table.insert(field)
                fields.append(field)
            case 0x20...:
                let size = try Self.number(&rest, prefix: 5)
                guard table.resize(to: size) else { throw .oversizedTable(size) }
            default: fields.append(try literal(&rest, prefix: 4))
            }
        }
        return fields
    }

    private func field(_ index: Int) throws(Violation) -> HeaderField {
        guard let field = table[index] else { throw .unknownIndex(index) }
        return field
    }

    private func literal(_ rest: inout ArraySlice<UInt8>, prefix: Int) throws(Violation) -> HeaderField {
        let index = try Self.number(&rest, prefix: prefix)
        let name = index == 0 ? try Self.text(&rest) : try field(index).name
        return HeaderField(name, try Self.text(&rest))
    }

    private static func text(_ rest: inout ArraySlice<UInt8>) throws(Violation) -> String {
        guard let byte = rest.first else { throw .truncated }
        let length = try number(&rest, prefix: 7)
        guard length <= rest.count else { throw .truncated }
        let bytes = rest.prefix(length)
        rest = rest.dropFirst(length)
        guard byte & 0x80 != 0 else { return String(decoding: bytes, as: UTF8.self) }
        guard let decoded = HuffmanCode.decode(bytes) else { throw .malformedText }
        return String(decoding: decoded, as: UTF8.self)
    }

    /// Reads a number that begins in the last bits of a byte.
    private static func number(_ rest: inout ArraySlice<UInt8>, prefix: Int) throws(Violation) -> Int {
        guard let first = rest.popFirst() else { throw .truncated }
        let most = (1 << prefix) - 1
        var value = Int(first) & most
        guard value == most else { return value }
        for shift in stride(from: 0, through: 28, by: 7) {
            guard let byte = rest.popFirst() else { throw .truncated }
            value += Int(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw .oversizedNumber
    }
}
