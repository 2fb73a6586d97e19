internal import ChildProcesses
internal import SystemPackage

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// An SSH agent of OpenSSH that lives as long as a build and has the key of a file.
///
/// A key leaves neither its file's reader nor the agent; one that needs a passphrase cannot be used, since nobody is asked.
enum KeyAgent {
    /// Gives the key to the agent that runs this, says so with an empty line, and goes on until it is ended or nobody writes to
    /// it any more; then the agent ends, too.
    private static let script = """
        trap 'kill "$SSH_AGENT_PID"; exit' TERM HUP INT
        ssh-add -q - < "$1" || { kill "$SSH_AGENT_PID"; exit 1; }
        echo
        read -r line
        kill "$SSH_AGENT_PID"
        """

    /// Runs an agent while `body` does.
    ///
    /// - Parameters:
    ///   - key: the absolute path of the file.
    ///   - environment: what the programs get to see; they are looked for in the `PATH` among them.
    ///   - body: gets the path of the agent's socket.
    /// - Throws: ``AgentFailure``, what `body` throws.
    static func with<Value: Sendable>(
        key: String,
        environment: [String: String],
        _ body: @escaping @Sendable (String) async throws -> Value
    ) async throws -> Value {
        for name in ["ssh-agent", "ssh-add", "sh"] where Program.path(of: name, environment: environment) == nil {
            throw AgentFailure.programMissing(name)
        }
        guard let program = Program.path(of: "ssh-agent", environment: environment) else {
            throw AgentFailure.programMissing("ssh-agent")
        }
        // A socket's path may be no longer than a hundred characters or so.
        let directory = FileManager.default.temporaryDirectory.appending(
            path: "engarde-\(UInt64.random(in: .min ... .max))"
        ).path
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let socket = "\(directory)/agent"
        let conversation = ProgramConversation(
            Program(
                path: program,
                arguments: ["ssh-agent", "-a", socket, "sh", "-c", script, "sh", key],
                // Without a display nobody can be asked, and without a terminal, which it does not get.
                environment: environment.filter { !["DISPLAY", "SSH_ASKPASS", "WAYLAND_DISPLAY"].contains($0.key) }
            )
        )
        let (lines, line) = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingNewest(1))
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                defer { line.finish() }
                let end = try await conversation.run { text in
                    line.yield(text)
                    return .goOn
                }
                if case .ended(let code, let complaint) = end {
                    throw AgentFailure.unusableKey(path: key, reason: Self.reason(complaint, code))
                }
                return nil
            }
            group.addTask {
                guard let text = await lines.first(where: { _ in true }), text.isEmpty else { return nil }
                return try await body(socket)
            }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw AgentFailure.ended
        }
    }

    /// The first line of what a program complains of.
    private static func reason(_ complaint: String, _ code: Int32) -> String {
        let line = complaint.split(whereSeparator: \.isNewline).first ?? ""
        let words = line.reversed().drop { $0 == " " || $0 == ":" }.reversed()
        return words.isEmpty ? "'ssh-agent' ended with code \(code)" : String(words)
    }
}
