import IgnoreRules
import SystemPackage

/// Notices changes by comparing the metadata of all files with those of the time before.
actor PollingWatcher: ChangeSource {
    private let roots: [WatchRoot]
    private let interval: Duration
    private var known: [FilePath: FileMetadata] = [:]

    let watchCount = 0

    init(roots: [WatchRoot], interval: Duration) {
        self.roots = roots
        self.interval = interval
    }

    func start() {
        known = scan()
    }

    func nextBatch() async throws -> ChangeBatch? {
        while true {
            do {
                try await Task.sleep(for: interval)
            } catch {
                return nil
            }
            let found = scan()
            var paths = Set(found.filter { known[$0.key] != $0.value }.keys)
            paths.formUnion(known.keys.filter { found[$0] == nil })
            known = found
            if !paths.isEmpty { return ChangeBatch(paths: paths, firstEvent: .now) }
        }
    }

    private func scan() -> [FilePath: FileMetadata] {
        var result: [FilePath: FileMetadata] = [:]
        // Before a mark is seen nothing may have been looked at, or what was saved in between would be missed.
        for root in roots.filter(\.holdsMarks) + roots.filter({ !$0.holdsMarks }) {
            for step in FileTreeWalk(of: root.path, ignoring: root.rules, followingRoot: true) {
                if case .file(let path, let metadata) = step { result[path] = metadata }
            }
        }
        return result
    }
}
