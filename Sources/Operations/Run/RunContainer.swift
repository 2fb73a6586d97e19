import ComposeModel
package import EngineAPI
import EngineClient
import Reconciliation

/// A container that was made for one command and has not been started.
package struct RunContainer: Sendable {
    private let session: Session
    private let oneOff: OneOff
    /// The container.
    package let id: ContainerID

    /// Names it.
    init(_ session: Session, _ oneOff: OneOff, id: ContainerID) {
        self.session = session
        self.oneOff = oneOff
        self.id = id
    }

    /// Starts the command and leaves it alone.
    ///
    /// - Throws: `EngineError`, `CancellationError`; the container is then gone.
    package func start() async throws {
        do {
            try await session.client.startContainer(id)
        } catch {
            // Nothing has run in it, so that there is nothing to be seen in it either.
            try? await session.client.removeContainer(id, force: true, withAnonymousVolumes: true)
            throw error
        }
    }

    /// Runs the command, connected to the caller from its first moment on.
    ///
    /// Signals are handed to it; the third wish to stop kills it. When the terminal goes away, it is sent SIGHUP.
    ///
    /// - Parameters:
    ///   - console: what it is connected to.
    ///   - detachKeys: the keys that disconnect a terminal from it.
    /// - Returns: its exit code; 0 when the user has disconnected from it, 129 when the terminal went away.
    /// - Throws: `EngineError`, `CancellationError`.
    package func run(
        on console: Console,
        detachKeys: DetachKeys,
        forwarding signals: ForwardedSignals
    ) async throws -> Int {
        let (client, id) = (session.client, id)
        let isTerminal = oneOff.service.tty
        let options = EngineClient.AttachOptions(
            stdin: oneOff.isInteractive,
            isTerminal: isTerminal,
            detachKeys: isTerminal ? detachKeys.text : ""
        )
        let interaction = Interaction(
            console: console,
            detachKeys: isTerminal ? detachKeys : nil,
            signals: signals,
            clock: session.clock
        )
        return try await client.withAttachment(to: id, options) { process in
            let end = try await client.beginWaiting(for: id, until: oneOff.isRemoved ? .removed : .nextExit)
            try await start()
            let result = try await interaction.run(process) {
                try await end.exitCode()
            } resize: { size in
                try await client.resizeContainer(id, rows: size.rows, columns: size.columns)
            } signal: { name, requests in
                // It may have ended by itself.
                try? await client.killContainer(id, signal: requests < 3 ? name : "SIGKILL")
                return true
            }
            // A command whose terminal goes away hears of it anywhere else, too.
            if result == .hungUp { try? await client.killContainer(id, signal: "SIGHUP") }
            return result.exitCode
        }
    }
}
