import ComposeLoader
import Synchronization
import SystemPackage

/// What the files held that a project was read from, those included that would be read if they were there.
///
/// Files are compared byte by byte: who saves one as it was changes nothing.
final class ModelFiles: Sendable {
    private let disk: any ProjectFiles
    private let known: Mutex<[String: [UInt8]?]>

    /// Reads the files.
    init(_ paths: Set<String>, on disk: any ProjectFiles = DiskProjectFiles()) {
        self.disk = disk
        known = Mutex(Self.contents(of: paths, on: disk))
    }

    /// The absolute paths.
    var paths: Set<String> { known.withLock { Set($0.keys) } }

    /// What to watch: each file by its path, and by the one that its links lead to.
    var watchedPaths: Set<FilePath> {
        let paths = paths
        let all = paths.union(paths.map(disk.resolvingSymbolicLinks)).filter { disk.kind(of: $0) != .directory }
        return Set(all.map { FilePath($0).lexicallyNormalized() })
    }

    /// The files that hold something else now, in order; from now on that is what they held.
    func takeChanges() -> [String] {
        let found = Self.contents(of: paths, on: disk)
        return known.withLock { known in
            let changed = found.filter { known[$0.key] != .some($0.value) }.keys.sorted()
            known = found
            return changed
        }
    }

    /// Takes in files that matter, too; what they hold now is what they held.
    func add(_ paths: Set<String>) {
        let new = paths.subtracting(self.paths)
        guard !new.isEmpty else { return }
        let found = Self.contents(of: new, on: disk)
        known.withLock { $0.merge(found) { first, _ in first } }
    }

    private static func contents(of paths: Set<String>, on disk: any ProjectFiles) -> [String: [UInt8]?] {
        var result: [String: [UInt8]?] = [:]
        for path in paths { result.updateValue(try? disk.contents(of: path), forKey: path) }
        return result
    }
}
