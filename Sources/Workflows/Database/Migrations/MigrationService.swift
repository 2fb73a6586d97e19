import ComposeModel

/// A service that runs migrations, with its tool.
struct MigrationService: Sendable {
    /// The service.
    let service: Service
    /// The tool.
    let tool: any MigrationTool
    /// The tool's directory on this machine; `nil` where it is not known.
    let root: String?
    /// The directory of this machine for new migrations, where the files say which; `nil` leaves it to the map.
    let directory: String?
    /// What of this machine is where in its containers.
    let map: PathMap

    /// Its name.
    var name: ServiceName { service.name }

    /// The tool's directory in a container; empty is the container's own working directory.
    var containerRoot: String {
        guard let root else { return "" }
        guard let marker = map.container(of: "\(root)/\(tool.marker)"), marker.hasSuffix("/\(tool.marker)") else {
            return map.container(of: root) ?? ""
        }
        return String(marker.dropLast(tool.marker.count + 1))
    }

    /// A command of the tool in its directory.
    func command(_ words: [String]) -> ServiceCommand {
        var command = ServiceCommand(words, in: name)
        command.workingDirectory = containerRoot
        return command
    }

    /// The arguments of the command line that does the same by hand.
    ///
    /// - Parameter isRunning: whether a container of the service runs; else one is made for the command.
    func line(_ words: [String], isRunning: Bool) -> [String] {
        let directory = containerRoot.isEmpty || containerRoot == service.workingDirectory ? [] : ["-w", containerRoot]
        let place = isRunning ? ["exec"] + directory : ["run", "--rm"] + directory
        return place + [name.rawValue] + words
    }

    /// The place on this machine of a path that the tool has written in a container.
    ///
    /// - Parameter workingDirectory: the container's, for paths that are relative.
    /// - Returns: the path, and whether the file is there by itself.
    /// - Throws: ``DatabaseError/placeUnknown(path:service:)``.
    func home(
        of path: String,
        workingDirectory: String
    ) throws(DatabaseError) -> (path: String, isShared: Bool) {
        let absolute = Self.absolute(path, in: workingDirectory)
        let base = Self.absolute(tool.place.directory(below: containerRoot), in: workingDirectory)
        let place = map.host(of: absolute)
        if let place, place.isShared { return place }
        if let directory, absolute.hasPrefix(base + "/") {
            return (path: directory + absolute.dropFirst(base.count), isShared: false)
        }
        guard let place else { throw .placeUnknown(path: absolute, service: name.rawValue) }
        return place
    }

    /// A path of a container without dots, absolute.
    private static func absolute(_ path: String, in directory: String) -> String {
        let joined = path.hasPrefix("/") ? path : "\(directory)/\(path)"
        return "/" + joined.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }
}
