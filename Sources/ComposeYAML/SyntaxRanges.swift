/// Where the keys and values that begin at a place in a file end.
package struct SyntaxRanges: Sendable {
    private var keys: [Int: Range<Int>] = [:]
    private var values: [Int: Range<Int>] = [:]

    init(of source: SourceText) {
        guard let tree = try? SyntaxTree(of: source) else { return }
        for document in tree.documents { collect(document) }
    }

    private mutating func collect(_ node: SyntaxNode) {
        values[node.range.lowerBound] = node.range
        switch node.content {
        case .scalar, .alias: return
        case .sequence(let items, _):
            for item in items { collect(item.value) }
        case .mapping(let entries, _):
            for entry in entries {
                keys[entry.key.range.lowerBound] = entry.key.range
                collect(entry.value)
            }
        }
    }

    /// The bytes of the key that begins at a byte.
    func key(at offset: Int) -> Range<Int>? { keys[offset] }

    /// The bytes of the value that begins at a byte.
    func value(at offset: Int) -> Range<Int>? { values[offset] }
}

extension SourceLocation {
    /// The bytes of the key that begins here, counted from the beginning of the file; `nil` when none does.
    package var keyRange: Range<Int>? { range(source.ranges.key) }

    /// The bytes of the value that begins here, counted from the beginning of the file; `nil` when none does.
    package var valueRange: Range<Int>? { range(source.ranges.value) }

    private func range(_ find: (Int) -> Range<Int>?) -> Range<Int>? {
        guard let found = source.offset(ofLine: line, column: column).flatMap(find) else { return nil }
        return (found.lowerBound + source.markLength)..<(found.upperBound + source.markLength)
    }
}
