import ChildProcesses
package import ComposeModel
import EngineClient
import Synchronization

/// What the programs work with that manage services, or models, in place of containers.
package struct ProviderHost: Sendable {
    /// The project.
    let project: ProjectName
    /// The variables of the project, which the programs get to see.
    let environment: [String: String]
    /// What programs said of the services that depend on theirs.
    package let variables: ProvidedVariables
    /// A service as `config --format json` prints it, on one line; `nil` where it is not known.
    let configuration: @Sendable (ServiceName) -> String?

    /// Describes a host.
    ///
    /// - Parameters:
    ///   - environment: the variables of the project.
    ///   - configuration: a service as `config --format json` prints it, on one line.
    package init(
        project: ProjectName,
        environment: [String: String],
        variables: ProvidedVariables,
        configuration: @escaping @Sendable (ServiceName) -> String? = { _ in nil }
    ) {
        self.project = project
        // A plugin that sees this takes itself for one that docker has called.
        self.environment = environment.filter { $0.key != "DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND" }
        self.variables = variables
        self.configuration = configuration
    }

    /// The path of a provider's program: a plugin of docker, or what `PATH` has; `nil` where there is none.
    ///
    /// - Source: the docker CLI's `cli-plugins/manager`.
    func program(_ type: String) -> String? {
        plugin(type) ?? Program.path(of: type, environment: environment)
    }

    /// The path of a plugin of docker; `nil` where there is none.
    func plugin(_ name: String) -> String? {
        let own = DockerConfiguration.directory(environment, homeDirectory: environment["HOME"] ?? "/")
        let directories = ["\(own)/cli-plugins"] + Self.systemDirectories
        return Program.path(of: "docker-\(name)", environment: ["PATH": directories.joined(separator: ":")])
    }

    private static let systemDirectories = [
        "/usr/local/lib/docker/cli-plugins", "/usr/local/libexec/docker/cli-plugins", "/usr/lib/docker/cli-plugins",
        "/usr/libexec/docker/cli-plugins",
    ]

    /// A program with what it gets to see.
    func program(at path: String, _ arguments: [String]) -> ProgramConversation {
        ProgramConversation(Program(path: path, arguments: [path] + arguments, environment: environment))
    }
}

/// The variables that programs gave to the services that depend on theirs.
package final class ProvidedVariables: Sendable {
    /// What one program gave.
    package struct Values: Sendable, Hashable {
        /// Those whose names get the service's as a prefix.
        package var prefixed: [String: String] = [:]
        /// Those that keep their names.
        package var raw: [String: String] = [:]

        /// Creates none.
        package init() {}

        /// All of them under their names in a container.
        ///
        /// - Source: docker compose: the service's name in capitals and `_`.
        package func named(for service: ServiceName) -> [String: String] {
            let prefix = service.rawValue.uppercased() + "_"
            return Dictionary(uniqueKeysWithValues: prefixed.map { (prefix + $0.key, $0.value) }).merging(raw) { $1 }
        }
    }

    private struct State {
        var services: [ServiceName: Values] = [:]
        var modelEndpoint: String?
    }

    private let state = Mutex(State())

    /// Creates none.
    package init() {}

    /// Keeps what the program of a service gave.
    func keep(_ values: Values, of service: ServiceName) { state.withLock { $0.services[service] = values } }

    /// Keeps where models are reached.
    func keep(modelEndpoint: String) { state.withLock { $0.modelEndpoint = modelEndpoint } }

    /// What the program of a service gave; nothing where it was not run.
    package func values(of service: ServiceName) -> Values { state.withLock { $0.services[service] ?? Values() } }

    /// Where models are reached; `nil` where none was asked for.
    package var modelEndpoint: String? { state.withLock(\.modelEndpoint) }
}
