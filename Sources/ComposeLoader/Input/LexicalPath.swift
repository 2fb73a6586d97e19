/// Operations on slash-separated paths that look at the text only.
enum LexicalPath {
    static func isAbsolute(_ path: String) -> Bool {
        path.utf8.first == UInt8(ascii: "/")
    }

    /// Whether a path is absolute on Windows: `C:\…`, `C:/…` or `\\server\share`.
    static func isWindowsAbsolute(_ path: String) -> Bool {
        let bytes = Array(path.utf8.prefix(3))
        let isSeparator = { (byte: UInt8) in byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "/") }
        if bytes.count >= 2, isSeparator(bytes[0]), isSeparator(bytes[1]) { return true }
        return bytes.count == 3 && bytes[1] == UInt8(ascii: ":") && isSeparator(bytes[2])
    }

    /// The path without empty, `.` and resolvable `..` components; `.` when nothing is left.
    static func clean(_ path: String) -> String {
        let absolute = isAbsolute(path)
        var components: [Substring] = []
        for component in path.split(separator: "/") where component != "." {
            if component != ".." {
                components.append(component)
            } else if let last = components.last, last != ".." {
                components.removeLast()
            } else if !absolute {
                components.append(component)
            }
        }
        let joined = components.joined(separator: "/")
        if absolute { return "/" + joined }
        return joined.isEmpty ? "." : joined
    }

    static func join(_ directory: String, _ path: String) -> String {
        clean(directory + "/" + path)
    }

    /// The path itself when it is absolute, else taken from `directory`.
    static func resolve(_ path: String, from directory: String) -> String {
        isAbsolute(path) ? clean(path) : join(directory, path)
    }

    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        let directory = path[..<slash]
        return directory.isEmpty ? "/" : clean(String(directory))
    }

    static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The path as seen from `directory` when it is below it, else the path itself.
    static func display(_ path: String, from directory: String) -> String {
        let prefix = directory == "/" ? "/" : directory + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }
}
