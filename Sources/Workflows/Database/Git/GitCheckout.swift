import ComposeLoader

/// A working tree of git, read from its files: what is checked out, and where its hooks are.
///
/// - Source: gitrepository-layout(5), gitworktree(1).
struct GitCheckout: Sendable, Hashable {
    /// The top of the working tree.
    let top: String
    /// The branch that is checked out; `nil` for a commit without one.
    let branch: String?

    /// Finds the working tree that a directory is in; `nil` where there is none.
    ///
    /// - Parameter files: the files of this machine.
    init?(containing directory: String, files: any ProjectFiles = DiskProjectFiles()) {
        var place = directory
        while place.hasSuffix("/") { place.removeLast() }
        while true {
            if let folder = Self.folder(of: place, files) {
                guard let head = Self.line(of: "\(folder)/HEAD", files) else { return nil }
                top = place
                let prefix = "ref: refs/heads/"
                branch = head.hasPrefix(prefix) ? String(head.dropFirst(prefix.count)) : nil
                return
            }
            guard let end = place.lastIndex(of: "/") else { return nil }
            place = String(place[..<end])
        }
    }

    /// The folder of the repository, or of a further working tree, which a file at its top names.
    private static func folder(of top: String, _ files: any ProjectFiles) -> String? {
        let path = "\(top)/.git"
        switch files.kind(of: path) {
        case .missing: return nil
        case .directory: return path
        case .file:
            guard let line = line(of: path, files), line.hasPrefix("gitdir: ") else { return nil }
            let named = String(line.dropFirst("gitdir: ".count))
            return named.hasPrefix("/") ? named : "\(top)/\(named)"
        }
    }

    private static func line(of path: String, _ files: any ProjectFiles) -> String? {
        guard let bytes = try? files.contents(of: path) else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init)
    }
}
