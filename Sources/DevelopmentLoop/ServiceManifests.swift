import FileWatching
import Synchronization
import SystemPackage

/// The manifests of a service's rules.
///
/// What a manifest holds has to be what the containers got, or else a later change may go unnoticed: a directory that is
/// moved away and back looks the same afterwards, but a container that was served in between has lost it. So whoever
/// serves a container tells what it found on the host, and where that differs the manifest forgets what it knew.
final class ServiceManifests: Sendable {
    private let rules: [WatchedPath]
    private let manifests: Mutex<[FileManifest]>

    /// Looks at the files of all rules.
    init(_ rules: [WatchedPath]) {
        self.rules = rules
        manifests = Mutex(
            rules.map { rule in
                var manifest = FileManifest(root: rule.host, rules: rule.rules)
                _ = manifest.rescan()
                return manifest
            }
        )
    }

    /// Goes on where the manifests of an earlier session ended, for the rules that have the path of one of theirs.
    ///
    /// - Returns: what changed since their last look, by rule.
    static func following(
        _ former: ServiceManifests,
        _ rules: [WatchedPath]
    ) -> (manifests: ServiceManifests, changes: [RuleID: [FileChange]]) {
        let known = former.manifests.withLock(\.self)
        var changes: [RuleID: [FileChange]] = [:]
        var all: [FileManifest] = []
        for id in rules.ruleIDs {
            let rule = rules[id]
            let same = known.indices.filter { known[$0].isOf(rule.host) }
            if let index = same.first(where: { former.rules[$0].action == rule.action }) ?? same.first {
                var manifest = FileManifest(after: known[index], rules: rule.rules)
                let found = manifest.catchUp(ignoredBefore: former.rules[index].rules)
                if !found.isEmpty { changes[id] = found }
                all.append(manifest)
            } else {
                var manifest = FileManifest(root: rule.host, rules: rule.rules)
                _ = manifest.rescan()
                all.append(manifest)
            }
        }
        return (ServiceManifests(rules, all), changes)
    }

    private init(_ rules: [WatchedPath], _ manifests: [FileManifest]) {
        self.rules = rules
        self.manifests = Mutex(manifests)
    }

    /// What really changed, by rule; rules without changes are left out.
    func resolve(_ batch: ChangeBatch) -> [RuleID: [FileChange]] {
        manifests.withLock { manifests in
            var result: [RuleID: [FileChange]] = [:]
            for rule in rules.ruleIDs {
                let changes = manifests[rule.position].resolve(batch)
                if !changes.isEmpty { result[rule] = changes }
            }
            return result
        }
    }

    /// Forgets what differs from what was found when a container was served.
    ///
    /// - Returns: the paths to look at again.
    func forget(_ rule: RuleID, unless observation: HostObservation) -> Set<FilePath> {
        manifests.withLock { $0[rule.position].forget(unless: observation) }
    }

    /// Looks again at paths that were forgotten.
    func lookAgain(at paths: [RuleID: Set<FilePath>]) -> [RuleID: [FileChange]] {
        manifests.withLock { manifests in
            var result: [RuleID: [FileChange]] = [:]
            for (rule, doubted) in paths {
                let changes = manifests[rule.position].resolve(ChangeBatch(paths: doubted, firstEvent: .now))
                if !changes.isEmpty { result[rule] = changes }
            }
            return result
        }
    }
}
