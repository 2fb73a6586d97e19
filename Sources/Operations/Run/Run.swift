import ComposeModel
import EngineAPI
import EngineClient
package import Reconciliation

/// Runs a command in a container of its own, made as the service's containers are, once what the service depends on is up.
package struct Run: Sendable {
    private let session: ProjectSession
    private let oneOff: OneOff
    private let up: Up

    /// What is run, and what is brought up for it.
    package struct Options: Sendable {
        /// The container, with what the command line changes of its service.
        package var oneOff: OneOff
        /// How what the service depends on is brought up, and where images come from; its services are replaced by that of
        /// ``oneOff``.
        package var up: Up.Options

        /// Creates options.
        package init(_ oneOff: OneOff, _ up: Up.Options) {
            self.oneOff = oneOff
            self.up = up
        }
    }

    /// Creates the operation.
    ///
    /// - Parameter confirmation: who is asked before data is lost; without anybody, nothing is lost.
    package init(_ session: ProjectSession, options: Options, confirmation: (any Confirmation)? = nil) {
        self.session = session
        oneOff = options.oneOff
        var bringing = options.up
        bringing.reconciliation.services = [options.oneOff.service.name]
        bringing.reconciliation.oneOff = options.oneOff
        up = Up(session, options: bringing, confirmation: confirmation)
    }

    /// What ``prepare(until:)`` and the start after it would do.
    ///
    /// - Throws: `ReconciliationError`, `EngineError`.
    package func preview() async throws -> Up.Preview {
        try oneOff.checkService()
        var preview = try await up.preview()
        // Images come first, then what is run.
        let plan = preview.plans.popLast() ?? Plan()
        preview.plans.append(plan.starting(oneOff, in: session.project))
        return preview
    }

    /// Brings up what the service depends on, waits until it is as ready as the service asks, and makes the container.
    ///
    /// - Parameter interrupts: the first one brings it to an orderly end, without the container.
    /// - Returns: the container; `nil` when the user asked to stop.
    /// - Throws: `ReconciliationError`, `ConvergenceError`, `EngineError`, `CancellationError`.
    package func prepare(until interrupts: Interrupts) async throws -> RunContainer? {
        // No program is asked for anything in vain.
        try oneOff.checkService()
        let name = ContainerID(oneOff.containerName(in: session.project))
        do {
            let made = try await interrupts.race { _ = try await up.run() }
            if case .finished = made {
                return RunContainer(session.session, oneOff, id: try await session.client.inspectContainer(name).id)
            }
        } catch {
            await discard(name)
            throw error
        }
        // It may have been made in the last moment.
        await discard(name)
        return nil
    }

    /// Removes the container if it was made: nothing has run in it, so that there is nothing to be seen in it either. One that
    /// only has its name is somebody else's.
    private func discard(_ name: ContainerID) async {
        guard let made = try? await session.client.inspectContainer(name),
            ComposeLabels(made.config.labels).slug == oneOff.slug
        else { return }
        try? await session.client.removeContainer(made.id, withAnonymousVolumes: true)
    }
}
