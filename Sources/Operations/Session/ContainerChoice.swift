package import ComposeModel
package import Diagnostics
package import EngineAPI
import EngineClient
import Reconciliation

/// Which one of a service's containers something is done with.
///
/// Without an index it is the one with the lowest number; containers of `run` come last, the newest of them first.
///
/// - Source: docker compose's `getSpecifiedContainer`.
package struct ContainerChoice: Sendable, Hashable {
    /// The service.
    package var service: ServiceName
    /// The container's number, from 1; `nil` leaves the choice to the order. Containers of `run` have none.
    package var index: Int?
    /// Whether it may be one that does not run.
    package var includesStopped = false
    /// Whether it may be a container of `run`.
    package var includesOneOffs = true

    /// Creates a choice among the running containers, those of `run` included.
    package init(of service: ServiceName, index: Int? = nil) {
        self.service = service
        self.index = index
    }

    /// Why there is no such container.
    package enum Failure: Error, Hashable, CustomStringConvertible {
        /// No container of the service runs.
        case notRunning(ServiceName)
        /// The service has no container, not even a stopped one.
        case missing(ServiceName)
        /// The service has no container with the number.
        case noSuchIndex(ServiceName, Int)

        /// The failure's sentence.
        package var description: String {
            switch self {
            case .notRunning(let service): "service '\(service)' is not running"
            case .missing(let service): "no container found for service \"\(service)\""
            case .noSuchIndex(let service, let index): "service \"\(service)\" is not running container #\(index)"
            }
        }

        /// What to do about it; the ``command`` follows.
        package var hint: String? {
            switch self {
            case .notRunning, .missing: "start it with"
            case .noSuchIndex: nil
            }
        }

        /// The arguments of the command that the hint ends with.
        package var command: [String] {
            switch self {
            case .notRunning(let service), .missing(let service): ["up", "-d", service.rawValue]
            case .noSuchIndex: []
            }
        }
    }

    /// Finds the container.
    ///
    /// - Throws: ``Failure``, `EngineError`, `CancellationError`.
    package func container(in session: Session) async throws -> ContainerSummary {
        let containers = try await session.client.containers(
            all: includesStopped,
            filters: session.ownObjects.and(.label(ComposeLabel.service, service.rawValue))
        )
        return try chosen(among: containers)
    }

    /// The one among the service's containers.
    ///
    /// - Throws: ``Failure``.
    package func chosen(among containers: [ContainerSummary]) throws(Failure) -> ContainerSummary {
        let candidates = containers.filter { includesOneOffs || !ComposeLabels($0.labels).isOneOff }
        guard !candidates.isEmpty else { throw includesStopped ? .missing(service) : .notRunning(service) }
        guard let index else {
            return candidates.min(by: Self.precedes) ?? candidates[0]
        }
        let numbered = candidates.first { candidate in
            let labels = ComposeLabels(candidate.labels)
            return !labels.isOneOff && labels.containerNumber == index
        }
        guard let numbered else { throw .noSuchIndex(service, index) }
        return numbered
    }

    private static func precedes(_ left: ContainerSummary, _ right: ContainerSummary) -> Bool {
        let (leftLabels, rightLabels) = (ComposeLabels(left.labels), ComposeLabels(right.labels))
        switch (leftLabels.isOneOff, rightLabels.isOneOff) {
        case (false, true): return true
        case (true, false): return false
        case (true, true): return (left.created, left.name) > (right.created, right.name)
        case (false, false):
            return (leftLabels.containerNumber ?? .max, left.name) < (rightLabels.containerNumber ?? .max, right.name)
        }
    }
}

extension ContainerChoice.Failure: DiagnosticConvertible {
    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] {
        [Diagnostic(code: .containerNotRunning, message: description, hint: hint, command: command)]
    }
}
