internal import IgnoreRules
internal import SystemPackage

/// Where a build gets an SSH agent from.
package struct AgentSource: Hashable, Sendable {
    /// What a Dockerfile calls it, such as `default`.
    package var identifier: String
    /// The absolute path of an agent's socket or of a private key.
    package var path: String

    /// Describes a source.
    package init(identifier: String, path: String) {
        self.identifier = identifier
        self.path = path
    }

    /// Lets `body` use the agents of sources; those for keys run as long as it does.
    ///
    /// - Parameter environment: what the programs of OpenSSH get to see that keys need.
    /// - Throws: ``AgentFailure``, what `body` throws.
    package static func with<Value: Sendable>(
        _ sources: [AgentSource],
        environment: [String: String],
        _ body: @escaping @Sendable ([String: AgentService.Agent]) async throws -> Value
    ) async throws -> Value {
        try await with(sources[...], [:], environment, body)
    }

    private static func with<Value: Sendable>(
        _ sources: ArraySlice<AgentSource>,
        _ agents: [String: AgentService.Agent],
        _ environment: [String: String],
        _ body: @escaping @Sendable ([String: AgentService.Agent]) async throws -> Value
    ) async throws -> Value {
        guard let source = sources.first else { return try await body(agents) }
        var agents = agents
        let kind: FileMetadata.Kind
        do throws(Errno) {
            kind = try FileMetadata(of: FilePath(source.path), followingLink: true).kind
        } catch .noSuchFileOrDirectory, .notDirectory {
            throw AgentFailure.missing(path: source.path)
        } catch {
            throw AgentFailure.unreachable(path: source.path, reason: "\(error)".lowercased())
        }
        guard kind == .file else {
            agents[source.identifier] = AgentService.Agent(socket: source.path)
            return try await with(sources.dropFirst(), agents, environment, body)
        }
        return try await KeyAgent.with(key: source.path, environment: environment) { [agents] socket in
            var agents = agents
            agents[source.identifier] = AgentService.Agent(socket: socket, showsNames: false)
            return try await with(sources.dropFirst(), agents, environment, body)
        }
    }
}
