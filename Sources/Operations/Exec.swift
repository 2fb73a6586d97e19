package import ComposeModel
import EngineAPI
import EngineClient

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
        /// Which of the service's containers, from 1; `nil` is the first one.
        package var index: Int?

        /// Creates options.
        package init(command: [String], usesTerminal: Bool) {
            self.command = command
            self.usesTerminal = usesTerminal
        }
    }

    /// What connects the command with the caller.
    package struct Console: Sendable {
        /// Pieces of what the caller types; ends when there is no more.
        package var input: AsyncStream<[UInt8]>
        /// The sizes that the caller's terminal takes, the current one first; empty without a terminal.
        package var sizes: AsyncStream<TerminalSize>
        /// Takes what the command writes; `true` is standard error.
        package var output: @Sendable ([UInt8], Bool) -> Void

        /// Creates a console.
        package init(
            input: AsyncStream<[UInt8]>,
            sizes: AsyncStream<TerminalSize>,
            output: @escaping @Sendable ([UInt8], Bool) -> Void
        ) {
            self.input = input
            self.sizes = sizes
            self.output = output
        }
    }

    /// The size of a terminal in characters.
    package struct TerminalSize: Sendable, Hashable {
        /// How many lines.
        package var rows: Int
        /// How many columns.
        package var columns: Int

        /// Creates a size.
        package init(rows: Int, columns: Int) {
            self.rows = rows
            self.columns = columns
        }
    }

    /// Creates the operation.
    package init(_ session: Session, in service: ServiceName, options: Options) {
        self.session = session
        self.service = service
        self.options = options
    }

    /// Runs the command.
    ///
    /// - Returns: its exit code; 0 when it is detached.
    /// - Throws: ``ContainerChoice/Failure``, `EngineError`, `CancellationError`.
    package func run(on console: Console) async throws -> Int {
        let client = session.client
        let container = try await ContainerChoice(of: service, index: options.index).container(in: session).id
        var request = ExecCreateRequest(
            command: options.command,
            attachStdin: !options.isDetached,
            tty: options.usesTerminal,
            env: options.environment,
            user: options.user,
            workingDir: options.workingDirectory
        )
        request.privileged = options.isPrivileged
        if options.isDetached {
            try await client.startDetached(try await client.createExec(in: container, request))
            return 0
        }
        return try await client.withExec(in: container, request) { stream in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    do {
                        for await bytes in console.input { try await stream.write(bytes) }
                        try await stream.endInput()
                    } catch EngineError.connectionClosed {
                        // The command may end before it has read everything.
                        return
                    }
                }
                group.addTask {
                    for await size in console.sizes {
                        try? await client.resizeExec(stream.id, rows: size.rows, columns: size.columns)
                    }
                }
                for try await frame in stream.output { console.output(frame.bytes, frame.stream == .stderr) }
                group.cancelAll()
                return try await client.exitCode(of: stream.id)
            }
        }
    }
}
