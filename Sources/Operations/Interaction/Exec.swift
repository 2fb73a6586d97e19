package import ComposeModel
import EngineAPI
import EngineClient
package import SessionEvents

/// Runs a command in a service's running container, connected to the caller's terminal.
package struct Exec: Sendable {
    private let session: Session
    private let service: ServiceName
    private let options: Options

    /// How the command is run.
    package struct Options: Sendable, Hashable {
        /// The command and its arguments.
        package var command: [String]
        /// Whether it gets a terminal.
        package var usesTerminal: Bool
        /// The size that its terminal has at first, where the engine heeds that; `nil` is the engine's own.
        package var terminalSize: TerminalSize?
        /// Whether it gets what the caller types or pipes.
        package var takesInput = true
        /// Whether nobody is connected to it.
        package var isDetached = false
        /// Further variables, as `NAME=value`.
        package var environment: [String] = []
        /// The user; empty is the container's own.
        package var user = ""
        /// The directory; empty is the container's own.
        package var workingDirectory = ""
        /// Whether it gets all rights.
        package var isPrivileged = false
        /// The keys that disconnect a terminal from it.
        package var detachKeys = DetachKeys.standard
        /// Which of the service's containers, from 1; `nil` is the first one.
        package var index: Int?

        /// Creates options.
        package init(command: [String], usesTerminal: Bool) {
            self.command = command
            self.usesTerminal = usesTerminal
        }
    }

    /// Creates the operation.
    package init(_ session: Session, in service: ServiceName, options: Options) {
        self.session = session
        self.service = service
        self.options = options
    }

    /// What would be run. Nothing is looked for: whether there is such a container, ``run(on:)`` finds out.
    package func preview() -> PlannedStep {
        let command = options.command.joined(separator: " ")
        return PlannedStep(
            .runCommand,
            on: EventSubject.service(service.rawValue),
            text: "run '\(command)' in service '\(service)'"
        )
    }

    /// Runs the command.
    ///
    /// - Returns: its exit code; 0 when nobody is connected to it, or not any more.
    /// - Throws: ``ContainerChoice/Failure``, `EngineError`, `CancellationError`.
    package func run(on console: Console) async throws -> Int {
        let client = session.client
        let container = try await ContainerChoice(of: service, index: options.index).container(in: session).id
        var request = ExecCreateRequest(
            command: options.command,
            attachStdin: options.takesInput && !options.isDetached,
            tty: options.usesTerminal,
            env: options.environment,
            user: options.user,
            workingDir: options.workingDirectory
        )
        request.privileged = options.isPrivileged
        if options.usesTerminal {
            request.detachKeys = options.detachKeys.text
            request.consoleSize = options.terminalSize.map { [$0.rows, $0.columns] }
        }
        if options.isDetached {
            try await client.startDetached(try await client.createExec(in: container, request))
            return 0
        }
        let interaction = Interaction(
            console: console,
            detachKeys: options.usesTerminal ? options.detachKeys : nil,
            clock: session.clock
        )
        return try await client.withExec(in: container, request) { stream in
            let id = stream.id
            let end = try await interaction.run(stream.process) {
                try await client.exitCode(of: id)
            } resize: { size in
                try await client.resizeExec(id, rows: size.rows, columns: size.columns)
            }
            return end.exitCode
        }
    }
}
