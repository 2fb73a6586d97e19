import ComposeLoader
import Diagnostics

/// Two values of two projects in the same place; one of them may be missing.
struct NodePair {
    var first: ProjectNode?
    var second: ProjectNode?

    /// The pairs below two values that are not the same, as deep as the two have the same shape.
    ///
    /// - Shape: items of lists are paired by what they are for, such as the target of a mount, and not by their order, but where
    ///   the order is what counts, as in commands. What is empty is the same as what is not there, and names that follow from
    ///   the project's are passed over.
    static func differing(_ first: ProjectNode?, _ second: ProjectNode?) -> [NodePair] {
        guard let first, let second else {
            let only = first ?? second
            let saysNothing = only.map { $0.isEmptyCollection || $0.isDerivedName } ?? true
            return saysNothing ? [] : [NodePair(first: first, second: second)]
        }
        if first.isDerivedName && second.isDerivedName { return [] }
        switch (first.value, second.value) {
        case (.mapping, .mapping): return entries(first, second)
        case (.list, .list) where !first.isOrdered: return items(first, second)
        default:
            let areEmpty = first.holdsNothing && second.holdsNothing
            return areEmpty || first.lineText == second.lineText ? [] : [NodePair(first: first, second: second)]
        }
    }

    private static func entries(_ first: ProjectNode, _ second: ProjectNode) -> [NodePair] {
        let own = first.entries
        let known = Set(own.map { $0.key })
        let shared = own.flatMap { differing($0.value, second[$0.key]) }
        return shared + second.entries.filter { !known.contains($0.key) }.flatMap { differing(nil, $0.value) }
    }

    private static func items(_ first: ProjectNode, _ second: ProjectNode) -> [NodePair] {
        let (own, others) = (named(first.items), named(second.items))
        let known = Set(own.map { $0.name })
        let byName = Dictionary(others.map { ($0.name, $0.item) }) { earlier, _ in earlier }
        let shared = own.flatMap { differing($0.item, byName[$0.name]) }
        return shared + others.filter { !known.contains($0.name) }.flatMap { differing(nil, $0.item) }
    }

    /// Items with a name each that is their own in the list.
    private static func named(_ items: [ProjectNode]) -> [(name: String, item: ProjectNode)] {
        var counts: [String: Int] = [:]
        return items.map { item in
            let purpose = item.purpose
            counts[purpose, default: 0] += 1
            return ("\(purpose)#\(counts[purpose, default: 0])", item)
        }
    }
}

extension ProjectNode {
    /// What an item of a list is for, by which it is found in the list of another project.
    fileprivate var purpose: String {
        if let target = self["target"]?.scalarText, self["action"] == nil {
            return "\(target)/\(self["protocol"]?.scalarText ?? "")"
        }
        if let path = self["path"]?.scalarText { return "\(self["action"]?.scalarText ?? "") \(path)" }
        return self["source"]?.scalarText ?? lineText
    }

    fileprivate var isEmptyCollection: Bool {
        switch value {
        case .list(let items): items.isEmpty
        case .mapping(let entries): entries.isEmpty
        default: false
        }
    }

    fileprivate var holdsNothing: Bool { isNull || isEmptyCollection }

    /// Whether it is a list whose order counts.
    fileprivate var isOrdered: Bool {
        guard case .key(let name)? = path.steps.last else { return false }
        return ["command", "entrypoint", "post_start", "pre_start", "pre_stop", "test"].contains(name)
    }

    /// Whether it is the name of a network or the like that follows from the project's.
    fileprivate var isDerivedName: Bool {
        let keys = path.keys
        return isImplied && keys.count == 3 && keys[2] == "name"
            && ["configs", "networks", "secrets", "volumes"].contains(keys[0])
    }
}
