internal import OrderedCollections

/// Merging for a project that is printed with its variables, in which docker compose prints what it merges as lists.
extension Merger {
    /// Merges entries that are printed as a list: those of mappings sorted, and after those that were there.
    func appendAssignments(
        _ upper: Node,
        to lower: inout Node,
        _ cursor: PathTable<MergeRule>.Cursor?,
        _ path: NodePath
    ) {
        let isMerged = upper.mapping != nil && lower.mapping != nil
        if isMerged, lower.writtenAs == .canonical { lower.updateMapping { $0.sort { $0.key < $1.key } } }
        var upper = upper
        if upper.writtenAs == .canonical { upper.updateMapping { $0.sort { $0.key < $1.key } } }
        mergeMappings(upper, into: &lower, cursor, path, keepsNulls: true)
        if isMerged { lower.writtenAs = .assignments }
    }

    /// Adds hosts in the forms of the files, as a list.
    func appendHosts(_ upper: Node, to lower: inout Node) {
        if upper.isNull { return }
        let known = Self.hosts(lower)
        let texts = Set(known.compactMap(\.string))
        lower.value = .sequence(known + Self.hosts(upper).filter { !texts.contains($0.string ?? "") })
    }

    private static func hosts(_ node: Node) -> [Node] {
        guard case .mapping(let entries) = node.value else { return node.sequence ?? [] }
        return entries.flatMap { host, addresses in
            (addresses.sequence ?? [addresses]).map { $0.with(.string("\(host)=\($0.scalarText ?? "")")) }
        }
    }
}
