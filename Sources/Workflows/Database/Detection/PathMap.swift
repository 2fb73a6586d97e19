import ComposeModel
import OrderedCollections

/// Which paths of this machine the paths of a service's containers are.
///
/// Bind mounts count first, then watch rules, then what the Dockerfile copies of its context.
struct PathMap: Sendable, Hashable {
    /// One directory or file that is at both places.
    struct Entry: Sendable, Hashable {
        /// The path on this machine, absolute.
        var host: String
        /// The path in the container, absolute.
        var container: String
        /// Whether what is written at one place is at the other at once.
        var isShared: Bool
    }

    private var entries: [Entry] = []

    /// Creates a map of known entries.
    init(_ entries: [Entry]) { self.entries = entries }

    /// Finds what a service has of this machine.
    init(of service: Service, files: HostFiles) {
        for mount in service.mounts {
            guard case .bind(let source, _) = mount.kind else { continue }
            entries.append(Entry(host: Self.trimmed(source), container: Self.trimmed(mount.target), isShared: true))
        }
        for rule in service.watchRules {
            guard let target = rule.target else { continue }
            entries.append(Entry(host: Self.trimmed(rule.path), container: Self.trimmed(target), isShared: false))
        }
        guard let build = service.build, let stages = files.stages(of: service) else { return }
        for copied in stages.copied {
            let host = copied.source.isEmpty ? build.context : "\(build.context)/\(copied.source)"
            let name = host.split(separator: "/").last.map(String.init) ?? ""
            // Of a directory what is in it is copied, of a file the file.
            let isFile = files.isFile(host)
            entries.append(
                Entry(
                    host: Self.trimmed(host),
                    container: isFile && copied.isInside
                        ? Self.trimmed("\(copied.target)/\(name)") : Self.trimmed(copied.target),
                    isShared: false
                )
            )
        }
    }

    /// The place on this machine of a path of the container; `nil` where it is at none.
    func host(of path: String) -> (path: String, isShared: Bool)? {
        Self.nearest(to: path, in: entries, by: \.container)
            .map { (path: $0.host + path.dropFirst($0.container.count), isShared: $0.isShared) }
    }

    /// The place in the container of a path of this machine; `nil` where it is at none.
    func container(of path: String) -> String? {
        Self.nearest(to: path, in: entries, by: \.host).map { $0.container + path.dropFirst($0.host.count) }
    }

    /// The entry with the longest beginning of a path; of several the first.
    private static func nearest(
        to path: String,
        in entries: [Entry],
        by side: (Entry) -> String
    ) -> Entry? {
        var best: Entry?
        for entry in entries {
            let start = side(entry)
            guard path == start || path.hasPrefix(start + "/") else { continue }
            if start.count > best.map({ side($0).count }) ?? -1 { best = entry }
        }
        return best
    }

    /// A path without a final slash; the root is empty.
    private static func trimmed(_ path: String) -> String {
        var path = path.replacing("//", with: "/")
        while path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
