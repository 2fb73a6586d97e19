internal import IgnoreRules
internal import SystemPackage

/// Finds what symbolic links within a directory lead to, so that they lead there at the engine, too.
///
/// A link that leads out of the directory is taken as one within it, as it will be in a container.
///
/// - Source: `followlinks.go` of fsutil.
struct FollowedLinks {
    /// Links that lead to each other are followed so often.
    private static let mostLinks = 1_000

    private let root: FilePath
    private var found: Set<String> = []

    init(below root: FilePath) { self.root = root }

    /// The paths, the links on the way to them, and what these lead to, relative to the directory, in alphabetical order.
    ///
    /// - Parameter paths: as in a Dockerfile, with wildcards; a link in front of the last part of one with wildcards is
    ///   followed, too.
    func paths(of paths: [String]) -> [String] {
        var copy = self
        for path in paths { copy.follow(path) }
        return copy.found.sorted()
    }

    private mutating func follow(_ path: String) {
        var unfollowed = [path]
        while let path = unfollowed.popLast(), found.count < Self.mostLinks {
            var rest = Self.parts(of: path)[...]
            var current: [String] = []
            while let part = rest.popFirst() {
                current.append(part)
                let targets = targets(of: current)
                let name = current.joined(separator: "/")
                if rest.isEmpty || !targets.isEmpty {
                    guard found.insert(name).inserted else { break }
                }
                guard !targets.isEmpty else { continue }
                unfollowed += targets.map { ([$0] + rest).joined(separator: "/") }
                break
            }
            if current.isEmpty { found.insert(".") }
        }
    }

    /// Where the links that a path stands for lead; none for what is no link.
    private func targets(of path: [String]) -> [String] {
        guard let last = path.last else { return [] }
        let parent = path.dropLast()
        guard last.contains(where: { "*?[".contains($0) }) else { return target(of: path).map { [$0] } ?? [] }
        guard let rules = try? IgnoreRules([last]),
            let listing = try? DirectoryListing(of: root.pushing(FilePath(parent.joined(separator: "/"))))
        else { return [] }
        return listing.entries.compactMap { entry in
            guard let name = entry.path.lastComponent?.string, rules.matches(FilePath(name)) else { return nil }
            return target(of: parent + [name])
        }
    }

    private func target(of path: some Collection<String>) -> String? {
        let link = root.pushing(FilePath(path.joined(separator: "/")))
        guard let bytes = try? link.symbolicLinkTarget() else { return nil }
        let target = FilePath(bytes: bytes)
        return target.isAbsolute ? target.string : (path.dropLast() + [target.string]).joined(separator: "/")
    }

    /// The parts of a path within the directory, without `.` and `..`.
    private static func parts(of path: String) -> [String] {
        var parts: [String] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts
    }
}
