/// The keys of an object whose members are being read; see ``JSONReader/nextKey(in:)``.
///
/// - Shape: at most 64 keys.
package struct JSONMembers<Key: CodingKey & CaseIterable> {
    private let keys: JSONKeys<Key>
    private var seen: UInt64 = 0
    /// Where the next key is looked for first: engines write them in the same order each time.
    private var likely = 0
    fileprivate var isFirst = true

    /// Starts before the opening bracket.
    package init(of keys: JSONKeys<Key>) { self.keys = keys }

    /// The key of this name; `nil` for an unknown one.
    ///
    /// - Throws: ``JSONReader/Malformed`` where it was there before.
    fileprivate mutating func key(
        named name: UnsafeBufferPointer<UInt8>,
        at reader: JSONReader
    ) throws(JSONReader.Malformed) -> Key? {
        guard let index = keys.index(of: name, likely: likely) else { return nil }
        let bit: UInt64 = 1 << UInt64(index)
        guard seen & bit == 0 else { throw reader.malformed }
        seen |= bit
        likely = index + 1
        return keys[index]
    }
}

extension JSONReader {
    /// Goes to the value of the next member that is neither unknown nor `null`; `nil` after the end of the object.
    package mutating func nextKey<Key>(in members: inout JSONMembers<Key>) throws(Malformed) -> Key? {
        while try nextItem(&members.isFirst, in: .object) {
            let name = try quoted()
            let found = try member(named: name, in: &members)
            try expect(UInt8(ascii: ":"))
            guard let found else {
                try skip()
                continue
            }
            if try !null() { return found }
        }
        return nil
    }

    private func member<Key>(
        named name: Quoted,
        in members: inout JSONMembers<Key>
    ) throws(Malformed) -> Key? {
        if name.isPlain {
            return try members.key(named: UnsafeBufferPointer(rebasing: bytes[name.start..<name.end]), at: self)
        }
        let plain = Array(try text(of: name).utf8)
        return try plain.withUnsafeBufferPointer { (bytes: UnsafeBufferPointer<UInt8>) throws(Malformed) -> Key? in
            try members.key(named: bytes, at: self)
        }
    }
}
