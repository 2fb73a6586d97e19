/// Everything the engine needs to run a further process in a container.
///
/// - Source: `POST /containers/{id}/exec`.
package struct ExecCreateRequest: Hashable, Sendable, Codable {
    /// The program and its arguments.
    package var command: [String]
    /// Whether the client will send standard input.
    @ZeroWhenAbsent package var attachStdin: Bool
    /// Whether the client wants standard output.
    @ZeroWhenAbsent package var attachStdout: Bool
    /// Whether the client wants standard error.
    @ZeroWhenAbsent package var attachStderr: Bool
    /// Whether the process has a terminal; its output is then one stream without frames.
    @ZeroWhenAbsent package var tty: Bool
    /// The size of the terminal, rows before columns; since API 1.42.
    package var consoleSize: [Int]?
    /// The keys that detach, such as `ctrl-p,ctrl-q`.
    @ZeroWhenAbsent package var detachKeys: String
    /// `NAME=value`, added to the container's.
    @ZeroWhenAbsent package var env: [String]
    /// `user[:group]`; empty takes the container's.
    @ZeroWhenAbsent package var user: String
    /// The working directory; empty takes the container's.
    @ZeroWhenAbsent package var workingDir: String
    /// Whether the process has all privileges.
    @ZeroWhenAbsent package var privileged: Bool

    /// Creates a request for a process whose output, and if wanted input, is connected to the client.
    package init(
        command: [String],
        attachStdin: Bool = false,
        tty: Bool = false,
        env: [String] = [],
        user: String = "",
        workingDir: String = ""
    ) {
        self.command = command
        self.attachStdin = attachStdin
        self.attachStdout = true
        self.attachStderr = true
        self.tty = tty
        self.env = env
        self.user = user
        self.workingDir = workingDir
    }

    enum CodingKeys: String, CodingKey {
        case command = "Cmd"
        case attachStdin = "AttachStdin"
        case attachStdout = "AttachStdout"
        case attachStderr = "AttachStderr"
        case tty = "Tty"
        case consoleSize = "ConsoleSize"
        case detachKeys = "DetachKeys"
        case env = "Env"
        case user = "User"
        case workingDir = "WorkingDir"
        case privileged = "Privileged"
    }
}

/// What the engine answers to the preparation of an `exec`.
package struct ExecCreateResponse: Hashable, Sendable, Codable {
    /// The prepared `exec`.
    package var id: ExecID

    /// Creates an answer.
    package init(id: ExecID) { self.id = id }

    enum CodingKeys: String, CodingKey {
        case id = "Id"
    }
}

/// How a prepared `exec` is started.
///
/// - Source: `POST /exec/{id}/start`.
package struct ExecStartRequest: Hashable, Sendable, Codable {
    /// Whether nobody attaches.
    package var detach: Bool
    /// Whether the process has a terminal, as in the preparation.
    package var tty: Bool

    /// Creates a request.
    package init(detach: Bool = false, tty: Bool = false) {
        self.detach = detach
        self.tty = tty
    }

    enum CodingKeys: String, CodingKey {
        case detach = "Detach"
        case tty = "Tty"
    }
}

/// The state of an `exec`.
///
/// - Source: `GET /exec/{id}/json`.
package struct ExecInspection: Hashable, Sendable, Codable {
    /// The `exec`.
    package var id: ExecID
    /// Whether its process runs.
    @ZeroWhenAbsent package var isRunning: Bool
    /// The exit code; `nil` while it runs and before it starts.
    package var exitCode: Int?
    /// The process on the engine's host; 0 where it is not known.
    @ZeroWhenAbsent package var pid: Int
    /// Its container.
    @ZeroWhenAbsent package var containerID: ContainerID

    /// Creates a state.
    package init(id: ExecID, isRunning: Bool, exitCode: Int?) {
        self.id = id
        self.exitCode = exitCode
        self.isRunning = isRunning
    }

    enum CodingKeys: String, CodingKey {
        case id = "ID"
        case isRunning = "Running"
        case exitCode = "ExitCode"
        case pid = "Pid"
        case containerID = "ContainerID"
    }
}
