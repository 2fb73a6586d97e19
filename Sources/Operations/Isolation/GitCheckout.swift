package import ComposeLoader

/// A working tree of a git repository, as git's own files say.
///
/// - Source: gitrepository-layout(5): a linked worktree has a file `.git` that names its directory in the repository, in
///   which `commondir` names the repository's own.
package struct GitCheckout: Sendable, Hashable {
    /// The top of the working tree, absolute, without symbolic links; where there is no git, the directory that was asked
    /// about.
    package var root: String
    /// What all working trees of a repository have in common: the repository's directory; without git, ``root``.
    package var repository: String
    /// The top of the repository's first working tree; `nil` where it has none, as a bare one.
    package var main: String?

    /// Whether it is a linked worktree.
    package var isLinked: Bool { main != root }

    /// Whether git knows it.
    package var isInRepository: Bool { repository != root }

    /// The branch that is checked out; `nil` for a commit without one, and without git.
    package func branch(files: any ProjectFiles = DiskProjectFiles()) -> String? {
        let entry = "\(root)/.git"
        let folder = files.kind(of: entry) == .file ? Self.ownDirectory(root, entry, files) : entry
        guard let folder, let head = Self.firstLine(of: "\(folder)/HEAD", files) else { return nil }
        let prefix = "ref: refs/heads/"
        return head.hasPrefix(prefix) ? String(head.dropFirst(prefix.count)) : nil
    }

    /// Finds the working tree around a directory.
    ///
    /// - Parameter directory: absolute.
    package init(around directory: String, files: any ProjectFiles = DiskProjectFiles()) {
        let start = files.resolvingSymbolicLinks(in: directory)
        var candidate = start
        while true {
            let entry = candidate == "/" ? "/.git" : "\(candidate)/.git"
            switch files.kind(of: entry) {
            case .directory:
                self.init(root: candidate, repository: entry, main: candidate)
                return
            case .file:
                if let found = Self.linked(candidate, entry, files) {
                    self = found
                    return
                }
            case .missing: break
            }
            guard let slash = candidate.lastIndex(of: "/"), candidate != "/" else { break }
            candidate = slash == candidate.startIndex ? "/" : String(candidate[..<slash])
        }
        self.init(root: start, repository: start, main: start)
    }

    /// Creates a description.
    package init(root: String, repository: String, main: String?) {
        self.root = root
        self.repository = repository
        self.main = main
    }

    /// The path in the first working tree that corresponds to one in this one; `nil` where there is none.
    package func counterpart(of path: String) -> String? {
        guard let main else { return nil }
        if path == root { return main }
        guard path.hasPrefix("\(root)/") else { return nil }
        return main + path.dropFirst(root.count)
    }

    /// The last part of ``root``.
    package var name: String { root.split(separator: "/").last.map(String.init) ?? root }

    private static func linked(_ root: String, _ entry: String, _ files: any ProjectFiles) -> GitCheckout? {
        guard let own = ownDirectory(root, entry, files) else { return nil }
        // A submodule, or a repository that is elsewhere, is a first working tree.
        guard let common = firstLine(of: "\(own)/commondir", files) else {
            return GitCheckout(root: root, repository: own, main: root)
        }
        let repository = resolved(common, from: own, files)
        let main = repository.hasSuffix("/.git") ? String(repository.dropLast("/.git".count)) : nil
        return GitCheckout(root: root, repository: repository, main: main)
    }

    /// The directory that a file `.git` names.
    private static func ownDirectory(_ root: String, _ entry: String, _ files: any ProjectFiles) -> String? {
        guard let line = firstLine(of: entry, files), line.hasPrefix("gitdir: ") else { return nil }
        return resolved(String(line.dropFirst("gitdir: ".count)), from: root, files)
    }

    private static func firstLine(of path: String, _ files: any ProjectFiles) -> String? {
        guard let bytes = try? files.contents(of: path) else { return nil }
        let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return line.isEmpty ? nil : line
    }

    /// A path without `.` and `..` and without symbolic links.
    private static func resolved(_ path: String, from directory: String, _ files: any ProjectFiles) -> String {
        var parts: [Substring] = []
        for part in (path.hasPrefix("/") ? path : "\(directory)/\(path)").split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return files.resolvingSymbolicLinks(in: "/" + parts.joined(separator: "/"))
    }
}
