internal import EngineAPI
internal import GRPC

/// Lets a build use SSH agents of this host: to see which keys there are, and to have something signed.
///
/// - Source: `session/sshforward/ssh.proto` of BuildKit.
package struct AgentService: SessionService {
    /// An agent that a build may use.
    package struct Agent: Hashable, Sendable {
        /// The absolute path of its socket.
        package var socket: String
        /// Whether the build gets to see what its keys are called.
        package var showsNames: Bool

        /// Creates an agent.
        package init(socket: String, showsNames: Bool = true) {
            self.socket = socket
            self.showsNames = showsNames
        }
    }

    /// What an agent is called where a Dockerfile gives it no name.
    private static let defaultName = "default"

    private let agents: [String: Agent]

    /// Creates the service.
    ///
    /// - Parameter agents: by the identifiers that a Dockerfile has for them.
    package init(_ agents: [String: Agent]) { self.agents = agents }

    /// `CheckAgent` and `ForwardAgent`.
    package var methods: [String: BuildSession.Method] {
        [
            "/moby.sshforward.v1.SSH/CheckAgent": Self.single { request in
                _ = try agent(named: try Self.firstText(of: request))
                return []
            },
            "/moby.sshforward.v1.SSH/ForwardAgent": { try await forward($0) },
        ]
    }

    func agent(named name: String) throws -> Agent {
        let name = name.isEmpty ? Self.defaultName : name
        // Scripts look for these words.
        guard let agent = agents[name] else { throw CallStatus(.notFound, "unset ssh forward key \(name)") }
        return agent
    }

    private func forward(_ call: CallStream) async throws {
        let agent = try agent(named: call.head.first(named: "buildkit.ssh.id") ?? "")
        try await AgentSocket(path: agent.socket).converse { ask in
            var requests = AgentMessages()
            while let message = try await call.next() {
                requests.append(try Self.bytes(of: message))
                while let request = try requests.next() {
                    guard AgentMessages.isAllowed(request) else {
                        try await call.send(Self.message(of: AgentMessages.refusal))
                        continue
                    }
                    let answer = try await ask(request)
                    try await call.send(
                        Self.message(of: agent.showsNames ? answer : AgentMessages.withoutNames(answer))
                    )
                }
            }
        }
    }

    /// What a message of bytes carries.
    private static func bytes(of message: [UInt8]) throws -> [UInt8] {
        var reader = ProtobufReader(message[...])
        var bytes: [UInt8] = []
        do {
            while let field = try reader.next() {
                if case (1, .bytes(let value)) = (field.number, field.value) { bytes = Array(value) }
            }
        } catch {
            throw CallStatus(.invalidArgument, "a malformed message")
        }
        return bytes
    }

    private static func message(of bytes: [UInt8]) -> [UInt8] {
        var message = ProtobufWriter()
        message.write(1, bytes)
        return message.bytes
    }
}
