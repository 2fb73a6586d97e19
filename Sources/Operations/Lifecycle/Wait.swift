package import ComposeModel
import Convergence
package import Diagnostics
package import EngineAPI
import EngineClient
import Reconciliation
package import SessionEvents

/// Waits until containers have ended.
package struct Wait: Sendable {
    private let session: Session
    private let services: [ServiceName]
    private let takesProjectDown: Bool

    /// A container that ended.
    package struct End: Sendable, Hashable {
        /// The container.
        package var container: ContainerID
        /// Its exit code.
        package var code: Int
    }

    /// Creates the operation.
    ///
    /// - Parameters:
    ///   - services: those whose containers are waited for.
    ///   - takesProjectDown: whether the first end counts, and the project is taken down then.
    package init(_ session: Session, for services: [ServiceName], takingProjectDown takesProjectDown: Bool = false) {
        self.session = session
        self.services = services
        self.takesProjectDown = takesProjectDown
    }

    /// What would be waited for, in the order in which it was named. Nothing is looked for.
    package func preview() -> [PlannedStep] {
        services.enumerated().map { index, service in
            PlannedStep(
                .awaitContainer,
                on: EventSubject.service(service.rawValue),
                number: index + 1,
                text: "wait for service '\(service)'"
            )
        }
    }

    /// Waits; what has ended already is no different.
    ///
    /// - Parameters:
    ///   - interrupts: the first one ends the waiting.
    ///   - tell: takes each end, in order.
    /// - Returns: the exit code of the container that ended last.
    /// - Throws: ``Failure``, `ConvergenceError`, `EngineError`, `CancellationError`.
    package func run(until interrupts: Interrupts, tell: @escaping @Sendable (End) -> Void) async throws -> OperationEnd
    {
        let outcome = try await interrupts.race {
            let containers = try await containers()
            let code = try await withThrowingTaskGroup(of: End.self) { group in
                for container in containers {
                    group.addTask {
                        End(container: container, code: try await session.client.waitForContainer(container))
                    }
                }
                defer { group.cancelAll() }
                var code = 0
                while let end = try await group.next() {
                    tell(end)
                    code = end.code
                    if takesProjectDown { break }
                }
                return code
            }
            if takesProjectDown {
                var options = TeardownOptions()
                options.removesOrphans = true
                try await Down(session, options: options).run()
            }
            return code
        }
        return switch outcome {
        case .finished(let code): .exited(code: code)
        case .interrupted: .interrupted
        }
    }

    private func containers() async throws -> [ContainerID] {
        let wanted = Set(services)
        let found = try await session.client.containers(all: true, filters: session.ownObjects).filter { summary in
            wanted.contains(ComposeLabels(summary.labels).service ?? "")
        }
        let missing = wanted.subtracting(found.compactMap { ComposeLabels($0.labels).service })
        guard missing.isEmpty else { throw Failure(services: missing.sorted()) }
        return found.map(\.id)
    }

    /// Services that have no container to wait for.
    package struct Failure: DiagnosticConvertible, Hashable {
        /// The services, in order.
        package var services: [ServiceName]

        /// One diagnostic for each of them.
        package var diagnostics: [Diagnostic] {
            services.map { service in
                Diagnostic(
                    code: .containerNotRunning,
                    message: "service '\(service)' has no container to wait for",
                    hint: "start it with",
                    command: ["up", "-d", service.rawValue]
                )
            }
        }
    }
}
