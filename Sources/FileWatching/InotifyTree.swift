#if os(Linux)
import CLibrary
import IgnoreRules
import SystemPackage

/// The watches of an inotify instance: one for each directory that is not ignored, and one for each directory on the way
/// to a root, so that a root may appear, vanish and come back. A root may be a link to a directory, so one watch may stand
/// for several paths.
struct InotifyTree {
    private let descriptor: FileDescriptor
    private let roots: [WatchRoot]
    private let steps: [FilePath: Set<FilePath.Component>]
    private var paths: [Int32: [FilePath]] = [:]
    private var watches: [FilePath: Int32] = [:]
    /// The watches of directories that only lead to roots, with the names that do.
    private var steppingStones: [Int32: [String]] = [:]

    init(descriptor: FileDescriptor, roots: [WatchRoot]) {
        self.descriptor = descriptor
        self.roots = roots
        var steps: [FilePath: Set<FilePath.Component>] = [:]
        for root in roots {
            var path = root.path
            while let name = path.lastComponent {
                path.removeLastComponent()
                steps[path, default: []].insert(name)
            }
        }
        self.steps = steps
    }

    /// The number of watches.
    var count: Int { paths.count }

    /// The directory of a watch, by all the paths that lead to it.
    func directories(of watch: Int32) -> [FilePath] { paths[watch] ?? [] }

    /// Whether there is a watch of a directory.
    func isWatched(_ directory: FilePath) -> Bool { watches[directory] != nil }

    /// Whether a name in a directory is a root or leads to one.
    func leadsToRoot(_ directory: FilePath, _ name: FilePath.Component) -> Bool {
        steps[directory]?.contains(name) == true
    }

    /// Whether an event may matter by its name.
    func concerns(_ watch: Int32, _ name: UnsafePointer<CInterop.PlatformChar>) -> Bool {
        guard let names = steppingStones[watch] else { return true }
        return names.contains { $0.withCString { strcmp($0, name) == 0 } }
    }

    /// The roots at or below a path.
    func roots(below path: FilePath) -> [WatchRoot] {
        roots.filter { $0.path.isAtOrBelow(path) }
    }

    /// Forgets a watch that the kernel has removed.
    mutating func forget(_ watch: Int32) {
        steppingStones[watch] = nil
        for path in paths.removeValue(forKey: watch) ?? [] where watches[path] == watch { watches[path] = nil }
    }

    /// Removes the watches at and below a path.
    mutating func remove(below path: FilePath) {
        for (directory, watch) in watches where directory.isAtOrBelow(path) {
            watches[directory] = nil
            release(watch, as: directory)
        }
    }

    /// Takes a path from a watch, which is removed with its last one.
    private mutating func release(_ watch: Int32, as directory: FilePath) {
        paths[watch]?.removeAll { $0 == directory }
        guard paths[watch]?.isEmpty == true else { return }
        inotify_rm_watch(descriptor.rawValue, watch)
        paths[watch] = nil
        steppingStones[watch] = nil
    }

    /// Places all watches that a root needs and that are possible now: on the way to it, and at and below it.
    mutating func establish(_ root: WatchRoot) throws(FileWatchingError) {
        var path = FilePath(root: "/")
        for component in root.path.components {
            let next = path.appending(component)
            _ = try place(path, mask(for: path), followsLink: true)
            path = next
        }
        try enter(root.path)
    }

    /// What to hear of a directory: of its files too if it is below a root, or if a root is a file in it.
    private func mask(for directory: FilePath) -> InotifyEvent.Mask {
        let wantsContents = roots.contains { root in
            if root.wantsToEnter(directory) { return true }
            guard root.path.removingLastComponent() == directory else { return false }
            return (try? FileMetadata(of: root.path))?.kind != .directory
        }
        return wantsContents ? .contents : .names
    }

    /// Places watches at and below a directory, except where everything is ignored.
    ///
    /// A watch comes before the listing: what appears in between is seen by one or the other. Links are not followed, except
    /// that a root may be one.
    mutating func enter(_ directory: FilePath) throws(FileWatchingError) {
        var pending = [directory]
        while let next = pending.popLast() {
            let isRoot = roots.contains { $0.path == next }
            guard try place(next, .contents, followsLink: isRoot), let listing = try? DirectoryListing(of: next) else {
                continue
            }
            for entry in listing.entries where entry.isDirectory != false {
                if roots.contains(where: { $0.wantsToEnter(entry.path) }) { pending.append(entry.path) }
            }
        }
    }

    /// Places one watch; `false` if there is no such directory or it must not be read.
    private mutating func place(
        _ directory: FilePath,
        _ mask: InotifyEvent.Mask,
        followsLink: Bool
    ) throws(FileWatchingError) -> Bool {
        var flags = mask.rawValue | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK) | UInt32(IN_MASK_ADD)
        if !followsLink { flags |= UInt32(IN_DONT_FOLLOW) }
        let watch = directory.withPlatformString { inotify_add_watch(descriptor.rawValue, $0, flags) }
        if watch < 0 {
            switch errno {
            case ENOSPC: throw FileWatchingError(.watchLimitReached(directory))
            case ENOMEM: throw FileWatchingError(.system(.noMemory))
            default: return false
            }
        }
        if let former = watches[directory], former != watch { release(former, as: directory) }
        if paths[watch]?.contains(directory) != true { paths[watch, default: []].append(directory) }
        watches[directory] = watch
        if mask == .names, let names = steps[directory], paths[watch] == [directory] {
            steppingStones[watch] = names.map(\.string)
        } else {
            steppingStones[watch] = nil
        }
        return true
    }
}
#endif
