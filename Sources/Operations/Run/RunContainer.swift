import ComposeModel
import Convergence
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
    /// - Throws: `EngineError`, and the container is then gone; `CancellationError`.
    package func start() async throws {
        do {
            try await session.client.startContainer(id)
        } catch {
            await discard()
            throw error
        }
    }

    /// Removes the container, whose start was given up: nothing is to be seen in it.
    package func discard() async {
        try? await session.client.removeContainer(id, force: true, withAnonymousVolumes: true)
    }

    /// Starts the command while signals are kept for it, until the third wish to stop.
    ///
    /// - Returns: the signals, those that came meanwhile first; `nil` when the user did not want to wait.
    /// - Throws: `EngineError`, `CancellationError`.
    private func start(keeping signals: ForwardedSignals) async throws -> ForwardedSignals? {
        let kept = KeptSignals()
        let isStarted = try await firstValue(
            of: Bool.self,
            among: [
                {
                    try await session.client.startContainer(id)
                    return true
                },
                {
                    var isAbandoned = false
                    await signals.forEach { name, requests in
                        kept.add(name)
                        isAbandoned = requests >= 3
                        return !isAbandoned
                    }
                    return isAbandoned ? false : nil
                },
            ]
        )
        return isStarted == true ? signals.after(kept) : nil
    }

    /// Runs the command, connected to the caller from its first moment on.
    ///
    /// Signals are handed to it, those that came before it began when it has; the third wish to stop kills it. When the terminal
    /// goes away, it is sent SIGHUP.
    ///
    /// - Parameters:
    ///   - console: what it is connected to.
    ///   - detachKeys: the keys that disconnect a terminal from it.
    /// - Returns: its exit code; 0 when the user has disconnected from it, 129 when the terminal went away, 130 when the user did
    ///   not want to wait until it began.
    /// - Throws: `EngineError`, and the container is then gone if the command has not begun; `CancellationError`.
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
        var hasBegun = false
        do {
            return try await client.withAttachment(to: id, options) { process in
                let end = try await client.beginWaiting(for: id, until: oneOff.isRemoved ? .removed : .nextExit)
                guard let forwarded = try await start(keeping: signals) else {
                    await discard(unless: signals)
                    return 130
                }
                hasBegun = true
                let interaction = Interaction(
                    console: console,
                    detachKeys: isTerminal ? detachKeys : nil,
                    signals: forwarded,
                    clock: session.clock
                )
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
                if case .exited = result, oneOff.isRemoved, !end.isToldAtOnce { await discard() }
                return result.exitCode
            }
        } catch {
            if !hasBegun { await discard() }
            throw error
        }
    }

    /// Removes the container, unless the user does not want to wait for that either.
    private func discard(unless signals: ForwardedSignals) async {
        _ = try? await firstValue(
            of: Bool.self,
            among: [
                {
                    await discard()
                    return true
                },
                {
                    var isImpatient = false
                    await signals.forEach { _, requests in
                        isImpatient = requests > 0
                        return !isImpatient
                    }
                    // Where nobody can ask for anything any more, nobody is in a hurry.
                    return isImpatient ? true : nil
                },
            ]
        )
    }
}
