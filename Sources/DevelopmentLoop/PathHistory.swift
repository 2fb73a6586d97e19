import IgnoreRules
import Synchronization
import SystemPackage

/// The paths of the host whose files are or may be in a container: those that were sent, found there, or deleted while
/// they were watched. If the host has no such file any more, a container must not have it either, whoever sent it there.
///
/// It also knows whose modes were set while they were watched: those count, other modes are the image's own affair. It
/// knows where the host had links, and which directories the image has of its own: those are never deleted.
///
/// **Size:** one entry for each file of the host, and a limited number for those that are gone: who renames for hours
/// makes no program grow.
final class PathHistory: Sendable {
    fileprivate struct Entry {
        var isDirectory = false
        var hasMode = false
        var wasLink = false
        var isOfImage = false
        /// Since which deletion the host does not have it; 0 while it does.
        var departure = 0

        var isPresentDirectory: Bool { isDirectory && departure == 0 }
    }

    fileprivate struct State {
        var entries: [FilePath: Entry] = [:]
        /// The paths that the host lost, the first first; some may be back.
        var departed: [(path: FilePath, departure: Int)] = []
        var firstDeparted = 0
        var departures = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: how many files are remembered that the host does not have any more.
    init(limit: Int = 20_000) { self.limit = limit }

    /// How many paths are remembered.
    var count: Int { state.withLock { $0.entries.count } }

    /// Whether a path was noted.
    func contains(_ path: FilePath) -> Bool { state.withLock { $0.entries[path] != nil } }

    /// Whether the host last had a directory at a path.
    func hadDirectory(at path: FilePath) -> Bool { state.withLock { $0.entries[path]?.isDirectory == true } }

    /// Whether the mode of the file at a path was set while it was watched.
    func hasMode(of path: FilePath) -> Bool { state.withLock { $0.entries[path]?.hasMode == true } }

    /// Whether a link was sent from a path, or found in a container as it is on the host: such a link is none that the image
    /// made.
    func sentLink(at path: FilePath) -> Bool { state.withLock { $0.entries[path]?.wasLink == true } }

    /// Whether the image has a directory of its own where the host has or had one.
    func isOfImage(_ path: FilePath) -> Bool { state.withLock { $0.entries[path]?.isOfImage == true } }

    /// Notes files.
    func note(_ files: some Sequence<(key: FilePath, value: FileMetadata)>) {
        state.withLock { state in
            for (path, metadata) in files {
                state.entries[path, default: Entry()].isDirectory = metadata.kind == .directory
                if metadata.kind == .symbolicLink { state.entries[path]?.wasLink = true }
                state.entries[path]?.departure = 0
            }
        }
    }

    /// Notes the directories that files are in: they may have been looked at before they were there, or not at all.
    func noteDirectories(above paths: some Sequence<FilePath>, below root: FilePath) {
        state.withLock { state in
            for path in paths where path != root {
                var parent = path.removingLastComponent()
                while parent != root, parent.isAtOrBelow(root), state.entries[parent]?.isPresentDirectory != true {
                    state.entries[parent, default: Entry()].isDirectory = true
                    state.entries[parent]?.departure = 0
                    parent.removeLastComponent()
                }
            }
        }
    }

    /// Notes that the image has a directory of its own at a path.
    func noteOfImage(_ path: FilePath) { state.withLock { $0.entries[path, default: Entry()].isOfImage = true } }

    /// Notes what was deleted, and whose modes were set.
    func note(_ changes: [FileChange]) {
        state.withLock { state in
            for change in changes {
                if let new = change.new {
                    if change.old?.mode != new.mode { state.entries[change.path, default: Entry()].hasMode = true }
                } else if let old = change.old {
                    state.entries[change.path, default: Entry()].isDirectory = old.kind == .directory
                    state.depart(change.path, limit: limit)
                } else if state.entries[change.path] != nil {
                    state.depart(change.path, limit: limit)
                }
            }
        }
    }

    /// The noted paths, without some.
    func paths(without present: Set<FilePath>) -> Set<FilePath> {
        state.withLock { Set($0.entries.keys.lazy.filter { !present.contains($0) }) }
    }
}

extension PathHistory.State {
    /// Notes that the host does not have a path any more, and forgets the first ones that it lost.
    fileprivate mutating func depart(_ path: FilePath, limit: Int) {
        departures += 1
        entries[path]?.departure = departures
        entries[path]?.hasMode = false
        departed.append((path, departures))
        while departed.count - firstDeparted > limit {
            let (first, departure) = departed[firstDeparted]
            if entries[first]?.departure == departure { entries[first] = nil }
            firstDeparted += 1
        }
        if firstDeparted > limit {
            departed.removeFirst(firstDeparted)
            firstDeparted = 0
        }
    }
}
