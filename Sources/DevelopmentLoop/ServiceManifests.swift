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
