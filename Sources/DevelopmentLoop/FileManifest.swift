package import FileWatching
package import IgnoreRules
package import SystemPackage

/// What is known of the files of one rule: the truth that events are only hints to.
package struct FileManifest: Sendable {
    private let root: FilePath
    private let rules: IgnoreRuleSet
    private var files: [FilePath: Record] = [:]

    private struct Record {
        var metadata: FileMetadata
        /// Whether the file was so fresh when it was looked at that a later write may leave the same time and size.
        var isFresh: Bool
        /// Whether a container may have something else: whatever is found next has changed.
        var isForgotten = false
    }

    /// Starts with nothing known.
    package init(root: FilePath, rules: IgnoreRuleSet) {
        self.root = root
        self.rules = rules
    }

    /// Knows what another manifest does of the files that are still wanted.
    ///
    /// - Parameter rules: what is ignored from now on.
    init(after former: FileManifest, rules: IgnoreRuleSet) {
        root = former.root
        self.rules = rules
        files = former.files.filter { $0.key == former.root || !rules.ignores($0.key) }
    }

    /// Whether the manifest is one of the files at and below a path.
    func isOf(_ path: FilePath) -> Bool { root == path }

    /// Looks at everything, for a manifest that goes on where another one ended.
    ///
    /// - Parameter former: what was ignored until now is new without having changed.
    /// - Returns: what changed since the other one's last look.
    mutating func catchUp(ignoredBefore former: IgnoreRuleSet) -> [FileChange] {
        rescan().filter { $0.path == root || !former.ignores($0.path) }
    }

    /// How many files are known, without those that were forgotten.
    package var count: Int { files.values.count { !$0.isForgotten } }

    /// Looks at everything.
    ///
    /// - Returns: what changed, as from `resolve(_:)`.
    package mutating func rescan(now: FileMetadata.Timestamp = .now) -> [FileChange] {
        var changes: [FileChange] = []
        var host = HostTree(root: root)
        compareTree(root, in: &host, now: now, &changes)
        return changes.inOrder
    }

    /// Looks where a batch hints to.
    ///
    /// - Returns: what really changed: deletions first, the deepest first; then what is new or different, parents first. A
    ///   file that was hinted to and neither was known nor exists is among them, see `FileChange/isFleeting`.
    package mutating func resolve(_ batch: ChangeBatch, now: FileMetadata.Timestamp = .now) -> [FileChange] {
        var changes: [FileChange] = []
        var host = HostTree(root: root)
        var trees: [FilePath] = []
        for tree in batch.trees.sorted(by: { $0.precedes($1) }) {
            if let last = trees.last, tree.isAtOrBelow(last) { continue }
            trees.append(tree)
        }
        for tree in trees {
            if root.isAtOrBelow(tree) {
                compareTree(root, in: &host, now: now, &changes)
            } else if tree.isAtOrBelow(root), !rules.canSkip(directory: tree) {
                compareTree(tree, in: &host, now: now, &changes)
            }
        }
        let compared = Set(trees)
        for path in batch.paths where path.isAtOrBelow(root) && (path == root || !rules.ignores(path)) {
            if path.isAtOrBelow(anyOf: compared) { continue }
            compare(path, in: &host, now: now, &changes)
        }
        return changes.inOrder
    }

    /// Forgets what differs from what was found on the host at another time, with everything below what was no directory: what is
    /// found next is new. That there was something stays known, so that its end is not missed.
    ///
    /// - Returns: the paths that differ.
    mutating func forget(unless observation: HostObservation) -> Set<FilePath> {
        var differing: Set<FilePath> = []
        var lostTrees: Set<FilePath> = []
        for (path, found) in observation.present where !knows(found, at: path) {
            differing.insert(path)
            if found.kind == .directory { files[path]?.isForgotten = true } else { lostTrees.insert(path) }
        }
        differing.formUnion(observation.unsettled)
        for path in observation.absent.union(observation.unsettled) where files[path] != nil {
            differing.insert(path)
            lostTrees.insert(path)
        }
        if observation.isWhole { lostTrees.formUnion(files.keys.filter { observation.present[$0] == nil }) }
        if !lostTrees.isEmpty {
            for path in files.keys.filter({ $0.isAtOrBelow(anyOf: lostTrees) }) {
                files[path]?.isForgotten = true
                differing.insert(path)
            }
        }
        return differing
    }

    private func knows(_ metadata: FileMetadata, at path: FilePath) -> Bool {
        files[path].map { !$0.isForgotten && $0.metadata == metadata } ?? false
    }

    private mutating func compare(
        _ path: FilePath,
        in host: inout HostTree,
        now: FileMetadata.Timestamp,
        _ changes: inout [FileChange]
    ) {
        let old = files[path]
        let new: FileMetadata?
        switch host.look(at: path) {
        case .present(let metadata): new = metadata
        case .absent: new = nil
        case .unknown: return
        }
        if old?.metadata.kind == .directory, new?.kind != .directory || old?.metadata.inode != new?.inode {
            compareTree(path, in: &host, now: now, isHinted: true, &changes)
        } else if new?.kind == .directory, old?.isForgotten ?? true {
            compareTree(path, in: &host, now: now, isHinted: true, &changes)
        } else {
            update(path, new, now: now, isHinted: true, &changes)
        }
    }

    /// Compares what is known at and below a path with what is there.
    ///
    /// - Parameter isHinted: whether it counts as a change that there is nothing, though nothing was known of it.
    private mutating func compareTree(
        _ path: FilePath,
        in host: inout HostTree,
        now: FileMetadata.Timestamp,
        isHinted: Bool = false,
        _ changes: inout [FileChange]
    ) {
        var missing = Set(files.keys.filter { $0.isAtOrBelow(path) })
        if isHinted { missing.insert(path) }
        if host.look(at: path).isAbsent {
            for gone in missing { update(gone, nil, now: now, isHinted: isHinted && gone == path, &changes) }
            return
        }
        for step in FileTreeWalk(of: path, ignoring: rules, followingRoot: path == root) {
            guard case .file(let found, let metadata) = step else {
                // What may not be looked at is not deleted.
                if case .unreadable(let closed, _) = step { missing = missing.filter { !$0.isAtOrBelow(closed) } }
                continue
            }
            if found == path, found != root, rules.ignores(found) { continue }
            missing.remove(found)
            update(found, metadata, now: now, isHinted: false, &changes)
        }
        for gone in missing { update(gone, nil, now: now, isHinted: isHinted && gone == path, &changes) }
    }

    private mutating func update(
        _ path: FilePath,
        _ new: FileMetadata?,
        now: FileMetadata.Timestamp,
        isHinted: Bool,
        _ changes: inout [FileChange]
    ) {
        let old = files[path]
        let known = old.flatMap { $0.isForgotten && new != nil ? nil : $0.metadata }
        if let new {
            files[path] = Record(metadata: new, isFresh: new.isFresh(at: now))
        } else {
            files[path] = nil
        }
        let mayHideAWrite = old?.isFresh == true && new?.kind == .file
        guard known != new || mayHideAWrite || (isHinted && new == nil) else { return }
        changes.append(FileChange(path: path, old: known, new: new))
    }
}

extension [FileChange] {
    /// Deletions first, the deepest first; then the others, parents first.
    fileprivate var inOrder: [FileChange] {
        sorted { left, right in
            switch (left.new == nil, right.new == nil) {
            case (true, false): true
            case (false, true): false
            case (true, true): right.path.precedes(left.path)
            case (false, false): left.path.precedes(right.path)
            }
        }
    }
}
