import ArgumentParser
import ComposeLoader
import ComposeModel
import Operations
import OrderedCollections
import Reconciliation

/// The options of `run` that say what the command's container is like.
struct OneOffOptions: ParsableArguments {
    @Flag(name: .customLong("rm"), help: "Remove the container when the command has ended.")
    var remove = false

    @Option(name: .long, help: ArgumentHelp("The container's name.", valueName: "name"))
    var name: String?

    @Option(
        name: [.customShort("e"), .long],
        parsing: .singleValue,
        help: ArgumentHelp("A further variable; without a value it is that of this shell.", valueName: "name=value")
    )
    var env: [String] = []

    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp("A file with further variables.", valueName: "file")
    )
    var envFromFile: [String] = []

    @Option(name: .long, help: ArgumentHelp("What runs in place of the image's entrypoint.", valueName: "command"))
    var entrypoint: String?

    @Option(name: [.customShort("u"), .long], help: ArgumentHelp("The user.", valueName: "user"))
    var user: String?

    @Option(name: [.customShort("w"), .long], help: ArgumentHelp("The directory.", valueName: "directory"))
    var workdir: String?

    @Option(
        name: [.customShort("v"), .long, .customLong("volumes")],
        parsing: .singleValue,
        help: ArgumentHelp("A further mount: 'source:target[:options]'.", valueName: "mount")
    )
    var volume: [String] = []

    @Option(
        name: [.customShort("l"), .long, .customLong("labels")],
        parsing: .singleValue,
        help: ArgumentHelp("A further label.", valueName: "name=value")
    )
    var label: [String] = []

    @Option(
        name: [.customShort("p"), .long],
        parsing: .singleValue,
        help: ArgumentHelp("A port to publish: '[host port:]port'.", valueName: "port")
    )
    var publish: [String] = []

    @Flag(name: [.customShort("P"), .long], help: "Publish the service's ports, which 'run' else leaves out.")
    var servicePorts = false

    @Flag(name: .long, help: "Make the container known in its networks as the service is.")
    var useAliases = false

    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp("A capability to add.", valueName: "capability")
    )
    var capAdd: [String] = []

    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp("A capability to drop.", valueName: "capability")
    )
    var capDrop: [String] = []

    func validate() throws {
        if servicePorts && !publish.isEmpty {
            throw UsageError(
                message: "--service-ports and --publish are incompatible",
                hint: "leave out '--service-ports' or '--publish'"
            )
        }
        for label in label where !label.contains("=") {
            throw UsageError(
                message: "label must be set as KEY=VALUE, not '\(label)'",
                hint: "write '--label name=value'"
            )
        }
    }

    /// The container.
    ///
    /// - Parameters:
    ///   - service: the project's service.
    ///   - command: replaces the service's own unless it is empty.
    ///   - load: where relative paths and env files are read from.
    ///   - environment: the variables of the process and of the project's env files.
    /// - Throws: `CommandLineForms.Failure`, `LoadError`.
    func oneOff(
        of service: Service,
        command: [String],
        _ load: LoadRequest,
        homeDirectory: String,
        environment: [String: String]
    ) throws -> OneOff {
        var service = service
        if !command.isEmpty { service.command = command }
        if let entrypoint {
            service.entrypoint = try CommandLineForms.words(entrypoint)
            if command.isEmpty { service.command = [] }
        }
        if let user, !user.isEmpty { service.user = user }
        if let workdir, !workdir.isEmpty { service.workingDirectory = workdir }
        for (name, value) in try variables(load, environment) { service.environment[name] = value }
        for label in label.map({ NamedValue($0) }) { service.labels[label.name] = label.value }
        for volume in volume {
            let mount = try CommandLineForms.mount(volume, from: load.workingDirectory, homeDirectory: homeDirectory)
            service.mounts.removeAll { $0.target == mount.target }
            service.mounts.append(mount)
        }
        if !servicePorts { service.ports = try publish.flatMap { try CommandLineForms.ports($0) } }
        if !capAdd.isEmpty {
            service.security.capabilitiesDropped.removeAll(where: capAdd.contains)
            service.security.capabilitiesAdded += capAdd
        }
        if !capDrop.isEmpty {
            service.security.capabilitiesAdded.removeAll(where: capDrop.contains)
            service.security.capabilitiesDropped += capDrop
        }
        service.containerName = nil
        service.restart = nil
        service.deploy?.restartPolicy = nil
        service.scale = 1
        var oneOff = OneOff(of: service)
        oneOff.name = name
        oneOff.usesAliases = useAliases
        oneOff.isRemoved = remove
        return oneOff
    }

    /// The further variables; those of the command line win over those of files.
    private func variables(
        _ load: LoadRequest,
        _ environment: [String: String]
    ) throws -> OrderedDictionary<String, String> {
        var given: OrderedDictionary<String, String> = [:]
        for entry in env.map({ NamedValue($0) }) {
            given[entry.name] = entry.value ?? environment[entry.name] ?? given[entry.name]
        }
        let known = Dictionary(uniqueKeysWithValues: given.map { ($0, $1) })
        let read = try CommandLineForms.variables(
            inFiles: envFromFile,
            known: known,
            for: load,
            files: DiskProjectFiles()
        )
        for (name, value) in read where given[name] == nil { given[name] = value }
        return given
    }
}
