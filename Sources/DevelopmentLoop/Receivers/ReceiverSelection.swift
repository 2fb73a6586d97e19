import EngineAPI
import EngineClient
import SystemPackage

/// Chooses the receiver of a container, and opens it. Nobody else does.
struct ReceiverSelection: Sendable {
    /// What can be done in a container.
    enum Means: Sendable {
        /// It was created and never started: nothing can be run in it, and what it holds is read before it is changed.
        case untouched
        /// It does not run, or has no program that can be used: only the engine's archive endpoint is left.
        case archives
        /// It runs: a program in it receives the files.
        case programs
    }

    var engine: EngineClient
    var container: ContainerID
    /// The user of the container, as its definition names it.
    var user: String
    /// The directories or files in the container that will change.
    var targets: [FilePath]
    /// How long the container may take and how much it may say.
    var limits = SyncLimits()
    /// Whether Perl may be used, where the image has it.
    var usesPerl = true

    /// Opens a receiver for the duration of a closure.
    ///
    /// **Throws:** `ReceiverFault`, `EngineError`, `TarArchivesError` and what the closure throws.
    func with<Result>(_ means: Means, _ body: (any FileReceiver) async throws -> Result) async throws -> Result {
        switch means {
        case .untouched:
            try await body(
                CreatedContainerReceiver.open(engine, container: container, user: user, targets: targets)
            )
        case .archives:
            try await body(ArchiveReceiver.open(engine, container: container, user: user, limits: limits))
        case .programs: try await withProgram(body)
        }
    }

    private func withProgram<Result>(_ body: (any FileReceiver) async throws -> Result) async throws -> Result {
        let command = SyncProgram.command(user: user, targets: targets, usesPerl: usesPerl)
        let mark = ReceiverSeal.random()
        let request = ExecCreateRequest(
            command: command,
            attachStdin: true,
            env: ["\(ReceiverProcess.variable)=\(mark.text)"],
            user: "0:0",
            workingDir: "/"
        )
        return try await engine.withExec(in: container, request) { stream in
            let connection = ReceiverConnection(stream, limits: limits)
            var process = ReceiverProcess(exec: stream.id, container: container, mark: mark)
            do {
                return try await connection.timed {
                    let traits = try await traits(of: connection, stream.id)
                    process.hasShell = true
                    let receiver: any ProgramReceiver =
                        traits.hasPerl ? PerlReceiver(connection, traits) : TarReceiver(connection, traits)
                    try await receiver.verify()
                    return try await body(receiver)
                }
            } catch ReceiverFault.untrustworthy(let reason) {
                throw ReceiverFault.givenUp(reason: reason, process)
            }
        }
    }

    /// Waits until the program is ready.
    private func traits(
        of connection: ReceiverConnection,
        _ exec: ExecID
    ) async throws -> ReceiverGreeting.Traits {
        let line: String
        do {
            line = try await connection.firstLine()
        } catch ReceiverFault.lost {
            let beginning = String(decoding: await connection.beginning, as: UTF8.self)
            let text = beginning.split(separator: "\n").joined(separator: "; ")
            throw ReceiverFault.unavailable(reason: text.isEmpty ? "the shell ended at once" : text)
        }
        switch ReceiverGreeting(line) {
        case .ready(let traits): return traits
        case .missing(let command):
            throw ReceiverFault.unavailable(reason: "the image has no '\(command)' command")
        case .refused(let path): throw ReceiverFault.unavailable(reason: "cannot write below '\(path)'")
        case .foreign:
            // The engine's own words come as output when it cannot run the program.
            if try await wasNeverRun(exec) { throw ReceiverFault.unavailable(reason: line) }
            throw ReceiverFault.untrustworthy(
                reason: "answered '\(SyncReplyBuffer.excerpt(line))' when it was started"
            )
        }
    }

    /// Whether the engine could not start a program: its exit code is then one of the two that shells use for that.
    private func wasNeverRun(_ exec: ExecID) async throws -> Bool {
        for _ in 0..<10 {
            let state = try await engine.inspectExec(exec)
            if !state.isRunning { return state.exitCode == 126 || state.exitCode == 127 }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
