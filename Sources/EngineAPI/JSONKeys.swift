/// The keys that an object may have, found by the bytes of their names.
package struct JSONKeys<Key: CodingKey & CaseIterable>: Sendable {
    private let keys: [Key]
    private let names: [[UInt8]]

    /// Takes all cases.
    package init() {
        keys = Array(Key.allCases)
        names = keys.map { Array($0.stringValue.utf8) }
    }

    /// The key at an index.
    subscript(index: Int) -> Key { keys[index] }

    /// The index of a key.
    ///
    /// - Parameter likely: the index at which it is looked for first.
    func index(of name: UnsafeBufferPointer<UInt8>, likely: Int) -> Int? {
        let first = min(likely, names.count)
        for index in first..<names.count where isEqual(names[index], name) { return index }
        for index in 0..<first where isEqual(names[index], name) { return index }
        return nil
    }

    private func isEqual(_ known: [UInt8], _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        known.count == name.count && known.elementsEqual(name)
    }
}
