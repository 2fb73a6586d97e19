package import ComposeModel
package import Diagnostics
package import EngineAPI
import EngineClient
package import SessionEvents

/// Connects the caller with the main process of a service's running container.
package struct Attach: Sendable {
    private let session: Session
    private let choice: ContainerChoice
    private let options: Options

    /// How one is connected.
    package struct Options: Sendable, Hashable {
        /// Whether the process gets what is typed, if its container takes input.
        package var sendsInput = true
        /// Whether signals are handed to the process, and not obeyed.
        package var forwardsSignals = true
        /// The keys that disconnect a terminal.
        package var detachKeys = DetachKeys.standard

        /// Creates options.
        package init() {}
    }

    /// Why one cannot be connected.
    package enum Failure: Error, Hashable, DiagnosticConvertible {
        /// The container is paused.
        case paused(ServiceName)
        /// The engine is about to start the container again.
        case restarting(ServiceName)

        /// The failure as one diagnostic.
        package var diagnostics: [Diagnostic] {
            switch self {
            case .paused(let service):
                [
                    Diagnostic(
                        code: .containerNotRunning,
                        message: "cannot attach to service '\(service)': its container is paused",
                        hint: "let it go on with",
                        command: ["unpause", service.rawValue]
                    )
                ]
            case .restarting(let service):
                [
                    Diagnostic(
                        code: .containerNotRunning,
                        message: "cannot attach to service '\(service)': its container is restarting",
                        hint: "see why it ends with",
                        command: ["logs", service.rawValue]
                    )
                ]
            }
        }
    }

    /// Creates the operation.
    package init(_ session: Session, to choice: ContainerChoice, options: Options) {
        self.session = session
        self.choice = choice
        self.options = options
    }

    /// What the container is like.
    package struct Target: Sendable, Hashable {
        /// The container.
        package var id: ContainerID
        /// Its name.
        package var name: String
        /// Whether it has a terminal.
        package var isTerminal: Bool
        /// Whether it takes input, and is to get any.
        package var takesInput: Bool
        /// Whether its input ends with that of the first one who is connected.
        package var endsWithInput: Bool
    }

    /// Finds the container.
    ///
    /// - Throws: ``ContainerChoice/Failure``, ``Failure``, `EngineError`, `CancellationError`.
    package func target() async throws -> Target {
        let summary = try await choice.container(in: session)
        let found = try await session.client.inspectContainer(summary.id)
        switch found.state.status {
        case .paused: throw Failure.paused(choice.service)
        case .restarting: throw Failure.restarting(choice.service)
        default: break
        }
        return Target(
            id: found.id,
            name: found.name,
            isTerminal: found.config.tty,
            takesInput: options.sendsInput && found.config.openStdin,
            endsWithInput: found.config.stdinOnce
        )
    }

    /// What one would be connected to.
    package func preview(_ target: Target) -> PlannedStep {
        PlannedStep(
            .attachContainer,
            on: EventSubject.container(target.name, of: choice.service.rawValue),
            text: "attach to container '\(target.name)'"
        )
    }

    /// Connects until the container ends, or the user has enough.
    ///
    /// - Returns: the container's exit code, or that the user asked to stop where signals are obeyed, or asked three times
    ///   for the end.
    /// - Throws: `EngineError`, `CancellationError`.
    package func run(
        _ target: Target,
        on console: Console,
        signals: ForwardedSignals
    ) async throws -> OperationEnd {
        let (client, id, forwards) = (session.client, target.id, options.forwardsSignals)
        let isTyped = target.isTerminal && target.takesInput
        let attachment = EngineClient.AttachOptions(
            stdin: target.takesInput,
            isTerminal: target.isTerminal,
            detachKeys: isTyped ? options.detachKeys.text : ""
        )
        let connected = Interaction(
            console: console,
            detachKeys: isTyped ? options.detachKeys : nil,
            tellsEndOfInput: target.endsWithInput,
            signals: signals,
            clock: session.clock
        )
        let ending = try await client.beginWaiting(for: id, until: .notRunning)
        let drawsAnew = try await client.capabilities.has(.quickResizes)
        return try await client.withAttachment(to: id, attachment) { process in
            var interaction = connected
            // To one that ended in between the engine connects as well, and may then say nothing, not even that this is the end.
            if try await !client.inspectContainer(id).state.isRunning { interaction.lastOutputLimit = .seconds(1) }
            let end = try await interaction.run(process) {
                try await ending.exitCode()
            } resize: { size in
                // Programs draw anew when the size changes, so that what they show is seen.
                if drawsAnew { try await client.resizeContainer(id, rows: size.rows + 1, columns: size.columns) }
                try await client.resizeContainer(id, rows: size.rows, columns: size.columns)
            } signal: { name, requests in
                guard forwards, requests < 3 else { return requests == 0 && name != "SIGHUP" }
                try? await client.killContainer(id, signal: name)
                return true
            }
            switch end {
            case .exited(let code): return .exited(code: code)
            case .detached: return .done
            case .hungUp: return .exited(code: end.exitCode)
            case .abandoned: return .interrupted
            }
        }
    }
}
