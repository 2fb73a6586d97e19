import IgnoreRules
import SystemPackage

/// A question to a container about its files: a script, which is harmless, and what it may print.
struct ContainerQuery {
    /// What asks.
    private(set) var script = ShellScript()
    /// How many bytes the answer has at most.
    private(set) var bound = 0
    /// The paths that are asked about.
    private(set) var paths: [FilePath] = []

    /// Asks for what `ContainerFile.parse` reads, in parts.
    ///
    /// - Parameter timeFormat: how `stat` is asked for a time.
    static func files(_ paths: [FilePath], timeFormat: String) -> [ContainerQuery] {
        paths.parts(byteLimit: 60_000).map { ContainerQuery("stat -c '%f %s \(timeFormat) %u %g %n' --", $0) }
    }

    /// Asks for what `ContainerFile.parseChecksums` reads, in parts.
    static func checksums(_ paths: [FilePath]) -> [ContainerQuery] {
        paths.parts(byteLimit: 60_000).map { ContainerQuery("cksum --", $0) }
    }

    /// Asks for the numbers of the links that have other targets, a line each.
    static func differingLinks(_ links: [(path: FilePath, target: [UInt8])]) -> ContainerQuery {
        var query = ContainerQuery()
        query.script.append("prints=1\n")
        for (index, link) in links.enumerated() {
            query.script.append("[ \"$(readlink ")
            query.script.append(word: link.path.bytes)
            query.script.append(" 2>/dev/null)\" = ")
            query.script.append(word: link.target)
            query.script.append(" ] || echo \(index)\n")
        }
        query.bound = links.count * 20
        query.paths = links.map(\.path)
        return query
    }

    private init() {}

    /// Runs a command with paths; what it complains about and its exit code do not matter.
    private init(_ command: String, _ paths: [FilePath]) {
        self.paths = paths
        script.append("prints=1; \(command)")
        bound = 1_024
        for path in paths {
            script.append(" ")
            script.append(word: path.bytes)
            bound += path.length + 128
        }
        script.append(" 2>/dev/null || :\n")
    }
}

extension [FilePath] {
    /// Cuts a list so that each part fits into the arguments of one command.
    fileprivate func parts(byteLimit: Int) -> [[FilePath]] {
        var parts: [[FilePath]] = []
        var size = Int.max / 2
        for path in self {
            if size + path.length > byteLimit {
                parts.append([])
                size = 0
            }
            parts[parts.count - 1].append(path)
            size += path.length + 3
        }
        return parts
    }
}
