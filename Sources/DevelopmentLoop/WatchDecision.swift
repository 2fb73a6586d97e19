import ComposeModel
import IgnoreRules
package import SystemPackage

/// What a batch of changes means for one service.
///
/// Pure: rules and changes in, actions out. All rules that a change concerns apply; a rebuild makes the
/// restarts of the same batch needless, and copies matter only to containers that it does not replace.
package struct WatchDecision: Equatable, Sendable {
    /// The files to bring up to date in the containers, by rule.
    package var copies: [RuleID: Set<FilePath>] = [:]
    /// How many files were written or deleted, among those to bring up to date.
    package var copyCount = 0
    /// Whether the image is to be rebuilt and the containers to be replaced.
    package var rebuilds = false
    /// Whether the containers are to be restarted, after the copies.
    package var restarts = false
    /// The rules whose commands are to run in the containers, after the copies.
    package var hooks: [RuleID] = []
    /// A path that stands for the batch: the first one that calls for the strongest action.
    package var path: FilePath?

    /// Whether nothing is to be done.
    package var isEmpty: Bool { copies.isEmpty && !rebuilds && !restarts && hooks.isEmpty }

    /// Decides.
    ///
    /// - Parameters:
    ///   - rules: the service's rules.
    ///   - changes: what changed below each rule's path, by rule.
    package init(rules: [WatchedPath], changes: [RuleID: [FileChange]]) {
        var touched: Set<FilePath> = []
        var rebuildPath: FilePath?
        for id in rules.ruleIDs {
            let rule = rules[id]
            guard let changed = changes[id], !changed.isEmpty else { continue }
            let real = changed.filter { !$0.isFleeting && !$0.isOfRoot(rule.host) }
            if rule.copies { copies[id] = Set(changed.map(\.path)) }
            guard let first = real.last(where: { $0.new?.kind == .file }) ?? real.first else { continue }
            path = path ?? first.path
            switch rule.action {
            case .sync: break
            case .rebuild:
                rebuilds = true
                rebuildPath = rebuildPath ?? first.path
            case .restart, .syncAndRestart: restarts = true
            case .syncAndExec: hooks.append(id)
            }
            if rule.copies { touched.formUnion(real.map(\.path)) }
        }
        copyCount = touched.count
        if rebuilds {
            path = rebuildPath
            restarts = false
            hooks = []
        }
    }

    /// A decision to do nothing.
    package init() {}

    /// Adds a later decision: nothing is lost, and what is done anyway is not done twice.
    package mutating func merge(_ later: WatchDecision) {
        copies.merge(later.copies) { $0.union($1) }
        copyCount += later.copyCount
        rebuilds = rebuilds || later.rebuilds
        restarts = restarts || later.restarts
        hooks += later.hooks.filter { !hooks.contains($0) }
        path = later.rebuilds ? later.path : path ?? later.path
        if rebuilds {
            restarts = false
            hooks = []
        }
    }
}

extension FileChange {
    /// Whether only the directory of the rule itself came, went or changed: its content tells more.
    fileprivate func isOfRoot(_ root: FilePath) -> Bool {
        path == root && (old?.kind ?? new?.kind) == .directory
    }
}
