internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

/// Lays a layer over what was merged so far, by the rules of `MergeRule.table`.
struct Merger {
    /// What happens to `!reset` marks of the upper layer.
    enum Marks {
        /// They have done their work and go.
        case consume
        /// They stay, because the result will itself be laid over something.
        case keep
    }

    let marks: Marks
    private let diagnostics: DiagnosticCollector
    private let origins: OriginLog
    /// Whether the project is printed with its variables: docker compose then prints a list where layers are merged.
    private let keepsForms: Bool

    init(marks: Marks, context: LoadContext) {
        self.marks = marks
        diagnostics = context.diagnostics
        origins = context.origins
        keepsForms = !context.request.interpolates
    }

    /// Lays `upper` over `lower`, both whole projects.
    func merge(_ upper: Node, over lower: inout Node) {
        lay(upper, over: &lower, MergeRule.table.root, NodePath())
    }

    /// Lays one service over another.
    func mergeService(_ upper: Node, over lower: inout Node, named name: String) {
        lay(
            upper,
            over: &lower,
            MergeRule.table.cursor(at: "services", name),
            NodePath().appending("services").appending(name)
        )
    }

    /// A layer that stands alone: lists without repeated keys, and without marks that have nothing to act on.
    func settle(_ node: inout Node) {
        settle(&node, MergeRule.table.root, nil)
    }

    private func lay(_ upper: Node, over lower: inout Node, _ cursor: PathTable<MergeRule>.Cursor?, _ path: NodePath) {
        if upper.directive != .layer {
            let action: ValueOrigin.Action = upper.directive == .override ? .overridden : .reset
            var result = upper.continuing(lower.history, as: action)
            settle(&result, cursor, path)
            lower = result
            return
        }
        switch MergeRule.table.rule(at: cursor) {
        case .replace: replace(&lower, with: upper)
        case .replaceEntries where keepsForms: appendAssignments(upper, to: &lower, cursor, path)
        case .replaceEntries: mergeMappings(upper, into: &lower, cursor, path, keepsNulls: true)
        case .appendByKey(let key): append(upper, to: &lower, key: key, cursor, path)
        case .appendAddresses: appendAddresses(upper, to: &lower)
        case .logging: layLogging(upper, over: &lower, cursor, path)
        case .addressPools: mergePools(upper, into: &lower, cursor, path)
        case nil: layByKind(upper, over: &lower, cursor, path)
        }
    }

    private func layByKind(
        _ upper: Node,
        over lower: inout Node,
        _ cursor: PathTable<MergeRule>.Cursor?,
        _ path: NodePath
    ) {
        if upper.isNull { return }
        // One condition after the other: a pair of both values would be a second owner of the lower one, and copy all of it.
        if case .mapping = lower.value, case .mapping = upper.value {
            mergeMappings(upper, into: &lower, cursor, path, keepsNulls: false)
        } else if case .sequence = lower.value, case .sequence(let items) = upper.value {
            lower.updateSequence { $0 += items.filter { $0.directive != .reset }.map(\.appended) }
        } else if lower.mapping != nil || lower.sequence != nil {
            diagnostics.error(
                .layersConflict,
                "'\(path)' cannot be merged with its earlier value, which is \(noun(lower))",
                at: upper.location,
                hint: "use '!override' to replace the value of line \(lower.location.line)"
            )
        } else {
            replace(&lower, with: upper)
        }
    }

    private func noun(_ node: Node) -> String {
        node.mapping != nil ? "a mapping" : "a list"
    }

    private func replace(_ lower: inout Node, with upper: Node) {
        lower = upper.continuing(lower.history)
    }

    func mergeMappings(
        _ upper: Node,
        into lower: inout Node,
        _ cursor: PathTable<MergeRule>.Cursor?,
        _ path: NodePath,
        keepsNulls: Bool
    ) {
        guard case .mapping(let entries) = upper.value, case .mapping = lower.value else {
            if !upper.isNull { replace(&lower, with: upper) }
            return
        }
        lower.updateMapping { known in
            for (key, entry) in entries {
                let next = MergeRule.table.descend(cursor, into: key)
                guard let index = known.index(forKey: key) else {
                    var added = entry.continuing(origins.restore(path.appending(key)))
                    settle(&added, next, path.appending(key))
                    if added.directive != .reset || marks == .keep { known[key] = added }
                    continue
                }
                if entry.directive == .reset, marks == .consume {
                    let removed = entry.continuing(known.values[index].history, as: .reset)
                    origins.reset(path.appending(key), removed.history)
                    known.remove(at: index)
                } else if keepsNulls, entry.directive == .layer {
                    replace(&known.values[index], with: entry)
                } else {
                    lay(entry, over: &known.values[index], next, path.appending(key))
                }
            }
        }
    }

    private func append(
        _ upper: Node,
        to lower: inout Node,
        key: MergeRule.ItemKey,
        _ cursor: PathTable<MergeRule>.Cursor?,
        _ path: NodePath
    ) {
        guard case .sequence(let items) = upper.value, case .sequence = lower.value else {
            return layByKind(upper, over: &lower, cursor, path)
        }
        let added = items.filter { $0.directive != .reset }.map(\.appended)
        if case .port = key { noteSecondPublication(added, beside: lower.sequence ?? [], path) }
        lower.updateSequence { known in
            known = unique(known + added, by: key)
        }
        lower.writtenAs = .canonical
    }

    /// Notes the ports that a later layer publishes once more, where replacing was probably meant.
    private func noteSecondPublication(_ added: [Node], beside known: [Node], _ path: NodePath) {
        for port in added {
            guard let target = port["target"]?.scalarText, let published = port["published"]?.scalarText else {
                continue
            }
            let earlier = known.first { other in
                other["target"]?.scalarText == target
                    && (other["protocol"]?.scalarText ?? "tcp") == (port["protocol"]?.scalarText ?? "tcp")
                    && other["published"] != nil && other["published"]?.scalarText != published
            }
            guard let earlier, earlier["published"]?.scalarText != nil else { continue }
            origins.note(OriginLog.RepeatedPublication(list: path, port: port, earlier: earlier))
        }
    }

    /// The items without those that a later one with the same key stands in for.
    private func unique(_ items: [Node], by key: MergeRule.ItemKey) -> [Node] {
        var places: [String: Int] = [:]
        var result: [Node] = []
        for item in items {
            if let key = key.key(of: item), let place = places[key] {
                let isOther = item.location != result[place].location
                result[place] = isOther ? item.replacing(result[place]) : item
            } else {
                if let key = key.key(of: item) { places[key] = result.count }
                result.append(item)
            }
        }
        return result
    }

    private func appendAddresses(_ upper: Node, to lower: inout Node) {
        if keepsForms { return appendHosts(upper, to: &lower) }
        guard case .mapping(let hosts) = upper.value, case .mapping = lower.value else {
            if !upper.isNull { replace(&lower, with: upper) }
            return
        }
        lower.updateMapping { known in
            for (host, addresses) in hosts {
                guard let index = known.index(forKey: host) else {
                    known[host] = addresses
                    continue
                }
                let texts = Set((known.values[index].sequence ?? []).compactMap(\.scalarText))
                let new = (addresses.sequence ?? []).filter { !texts.contains($0.scalarText ?? "") }
                known.values[index].updateSequence { $0 += new.map(\.appended) }
            }
        }
    }

    private func layLogging(
        _ upper: Node,
        over lower: inout Node,
        _ cursor: PathTable<MergeRule>.Cursor?,
        _ path: NodePath
    ) {
        let drivers = (lower["driver"]?.string, upper["driver"]?.string)
        if drivers.0 == nil || drivers.1 == nil || drivers.0 == drivers.1 {
            mergeMappings(upper, into: &lower, cursor, path, keepsNulls: false)
        } else {
            replace(&lower, with: upper)
        }
    }

    private func mergePools(
        _ upper: Node,
        into lower: inout Node,
        _ cursor: PathTable<MergeRule>.Cursor?,
        _ path: NodePath
    ) {
        guard case .sequence(let pools) = upper.value, case .sequence = lower.value else {
            return layByKind(upper, over: &lower, cursor, path)
        }
        lower.updateSequence { known in
            known = pools.enumerated().map { index, pool in
                guard var merged = known.first(where: { $0["subnet"]?.string == pool["subnet"]?.string }) else {
                    return pool
                }
                mergeMappings(pool, into: &merged, nil, path.appending(index), keepsNulls: false)
                return merged
            }
        }
    }

    /// - Parameter path: where the node is in the project; `nil` when it is not in it yet.
    private func settle(_ node: inout Node, _ cursor: PathTable<MergeRule>.Cursor?, _ path: NodePath?) {
        let settlesAsOverride = marks == .consume
        if settlesAsOverride, node.directive == .override { node.directive = .layer }
        switch node.value {
        case .mapping:
            node.updateMapping { entries in
                if marks == .consume { removeResets(&entries, path) }
                for index in entries.values.indices {
                    let key = entries.keys[index]
                    settle(&entries.values[index], MergeRule.table.descend(cursor, into: key), path?.appending(key))
                }
            }
        case .sequence:
            let items = MergeRule.table.descendIntoItems(cursor)
            node.updateSequence { elements in
                elements.removeAll { $0.directive == .reset }
                for index in elements.indices { settle(&elements[index], items, path?.appending(index)) }
                if case .appendByKey(let key) = MergeRule.table.rule(at: cursor) {
                    elements = unique(elements, by: key)
                }
            }
        default:
            return
        }
    }

    /// Drops the entries that are marked `!reset`, and notes those that had a value before.
    private func removeResets(_ entries: inout OrderedDictionary<String, Node>, _ path: NodePath?) {
        entries.removeAll { key, entry in
            guard entry.directive == .reset else { return false }
            if let path, !entry.earlier.isEmpty { origins.reset(path.appending(key), entry.history) }
            return true
        }
    }
}
