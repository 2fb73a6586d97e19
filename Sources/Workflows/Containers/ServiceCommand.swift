import ComposeModel
import EngineAPI
import EngineClient
import Operations
import Reconciliation

/// A command that a workflow runs in the running container of a service.
struct ServiceCommand: Sendable {
    /// The service.
    var service: ServiceName
    /// The command and its arguments.
    var words: [String]
    /// Further variables.
    var environment: [(name: String, value: String)] = []
    /// The user; empty is the container's own.
    var user = ""
    /// The directory; empty is the container's own.
    var workingDirectory = ""

    /// Names it.
    init(_ words: [String], in service: ServiceName) {
        self.words = words
        self.service = service
    }

    /// What a command wrote, and how it ended.
    typealias Outcome = ExecOutcome

    /// Runs it in the service's running container and keeps what it writes.
    ///
    /// - Parameter input: what it gets as standard input; `nil` gives it none.
    /// - Throws: `ContainerChoice.Failure` where none runs, `EngineError`, `CancellationError`.
    func outcome(in session: Session, input: [UInt8]? = nil) async throws -> Outcome {
        let container = try await ContainerChoice(of: service, index: nil).container(in: session).id
        return try await session.client.execute(
            ExecCreateRequest(
                command: words,
                attachStdin: input != nil,
                tty: false,
                env: environment.map { "\($0.name)=\($0.value)" },
                user: user,
                workingDir: workingDirectory
            ),
            in: container,
            input: input
        )
    }

    /// Runs it in the service's running container, connected to a console.
    ///
    /// - Returns: its exit code.
    /// - Throws: as ``outcome(in:input:)``.
    func run(in session: Session, on console: Console) async throws -> Int {
        var options = Exec.Options(command: words, usesTerminal: false)
        options.environment = environment.map { "\($0.name)=\($0.value)" }
        options.user = user
        options.workingDirectory = workingDirectory
        return try await Exec(session, in: service, options: options).run(on: console)
    }
}
