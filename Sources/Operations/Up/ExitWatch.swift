package import ComposeModel
import Convergence
import EngineAPI
import EngineClient
import Reconciliation

/// Waits for the end of a service's container, while the services are brought up and afterwards.
///
/// What the bringing up itself stops, in order to replace it, does not count, nor does what is restarted or replaced on purpose.
package struct ExitWatch: Sendable {
    private let session: Session
    private let services: Set<ServiceName>
    private let trigger: Trigger

    /// Which ends count.
    package enum Trigger: Sendable, Hashable {
        /// All.
        case anyExit
        /// Those with another code than 0.
        case failure
    }

    /// The end of a container.
    package struct Exit: Sendable, Hashable {
        /// Its service.
        package var service: ServiceName
        /// Its name.
        package var container: String
        /// Its exit code.
        package var code: Int
    }

    /// How the watching ended.
    package enum Outcome: Sendable, Hashable {
        /// The work ended by itself.
        case finished
        /// A container ended; the work was cancelled.
        case exited(Exit)
    }

    /// Creates the operation.
    ///
    /// - Parameter services: those whose containers count.
    init(_ session: Session, services: Set<ServiceName>, trigger: Trigger) {
        self.session = session
        self.services = services
        self.trigger = trigger
    }

    /// Runs both pieces of work, one after the other, until they or the first container that counts have ended.
    ///
    /// - Parameters:
    ///   - bringUp: brings the services up.
    ///   - attend: what is done as long as they run.
    /// - Throws: what the work throws, `EngineError`, `CancellationError`.
    package func run<Value: Sendable>(
        bringUp: @escaping @Sendable () async throws -> Value,
        attend: @escaping @Sendable (Value) async throws -> Void
    ) async throws -> Outcome {
        let stream = try await session.containerEvents("kill", "die")
        let (isUp, isOver) = (FailureSignal(), FailureSignal())
        let outcome = try await firstValue(
            of: Outcome.self,
            among: [
                {
                    do {
                        let value = try await bringUp()
                        isUp.fire()
                        try await attend(value)
                    } catch  where isOver.hasFired {
                        // What the interrupted work throws on its way out is no news.
                        return nil
                    }
                    return isOver.hasFired ? nil : .finished
                },
                {
                    var signalled: Set<ContainerID> = []
                    for try await event in stream {
                        guard let container = event.container else { continue }
                        if event.action == .kill {
                            if !isUp.hasFired { signalled.insert(container) }
                        } else if signalled.remove(container) == nil,
                            let exit = try await exit(of: container, event)
                        {
                            isOver.fire()
                            // A replacement that is under way comes to its end first.
                            Interruption.current?.request()
                            await Interruption.current?.waitUntilIdle()
                            return .exited(exit)
                        }
                    }
                    try Task.checkCancellation()
                    // An engine that is shut down ends its stream in good order.
                    throw EngineError.connectionClosed(request: "GET /events")
                },
            ]
        )
        guard let outcome else { throw CancellationError() }
        return outcome
    }

    private func exit(of container: ContainerID, _ event: EngineEvent) async throws -> Exit? {
        let attributes = event.actor.attributes
        let labels = ComposeLabels(attributes)
        let code = event.exitCode ?? 0
        guard !labels.isOneOff, let service = labels.service, services.contains(service) else { return nil }
        guard trigger == .anyExit || code != 0, !session.interruptions.isInterrupting(service) else { return nil }
        do {
            // What the engine starts again by itself has not ended.
            let state = try await session.client.inspectContainer(container).state
            guard !state.isRestarting, !state.isRunning else { return nil }
        } catch EngineError.notFound {
            // It has ended, and was removed at once; of one that was replaced the end may be heard of when all that is over.
            if try await hasSuccessor(service, labels.containerNumber) { return nil }
        }
        return Exit(service: service, container: attributes["name"] ?? container.shortForm, code: code)
    }

    /// Whether there is a container in the place of one that is gone: its own end is told of by itself.
    private func hasSuccessor(_ service: ServiceName, _ number: Int?) async throws -> Bool {
        try await session.containers(of: [service], includingStopped: true).contains { container in
            let labels = ComposeLabels(container.labels)
            return !labels.isOneOff && labels.containerNumber == number
        }
    }

    /// The exit code of a service's first container that has ended; `nil` when none has.
    ///
    /// - Parameter service: `nil` means all that are watched: then the first code that is not 0 counts.
    /// - Throws: `EngineError`, `CancellationError`.
    package func exitCode(of service: ServiceName?) async throws -> Int? {
        let containers = try await session.client.containers(all: true, filters: session.ownObjects)
            .filter { container in
                let labels = ComposeLabels(container.labels)
                guard !labels.isOneOff, let name = labels.service else { return false }
                return (container.state == .exited || container.state == .dead)
                    && (service.map { $0 == name } ?? services.contains(name))
            }
            .sorted { $0.name < $1.name }
        var codes: [Int] = []
        for container in containers {
            codes.append(try await session.client.inspectContainer(container.id).state.exitCode)
        }
        return service == nil ? codes.first { $0 != 0 } ?? codes.first : codes.first
    }
}
