/// What the path in a container tells of what is mounted there.
enum MountTarget {
    /// Whether files at a path are by custom configuration, and not a program's own or data.
    ///
    /// - Source: the Filesystem Hierarchy Standard for `/etc` and `/run`; what images of servers call such places.
    static func isForConfiguration(_ path: String) -> Bool {
        let roots = ["/etc", "/usr/local/etc", "/run", "/var/run", "/config", "/conf"]
        if roots.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) { return true }
        // Where images of databases look for scripts.
        if path.hasPrefix("/docker-entrypoint") { return true }
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        return ["cert", "certs", "conf", "conf.d", "config", "initdb", "initdb.d", "ssl"].contains(name)
    }

    /// Whether a path is another one, or below it.
    ///
    /// - Parameters:
    ///   - path: absolute.
    ///   - root: absolute.
    static func isAt(_ path: String, orBelow root: String) -> Bool {
        let root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
        return path == root || root == "/" || path.hasPrefix(root + "/")
    }
}
