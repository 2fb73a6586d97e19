package import Diagnostics
package import EngineAPI
import EngineClient

/// Finds where a port of a service's container is published.
package struct FindPort: Sendable {
    private let session: Session
    private let choice: ContainerChoice
    private let port: ContainerPort

    /// Creates the operation.
    ///
    /// - Parameter choice: which of the service's containers is looked at.
    package init(_ session: Session, _ port: ContainerPort, of choice: ContainerChoice) {
        self.session = session
        self.port = port
        self.choice = choice
    }

    /// Why there is no such port.
    package enum Failure: Error, Hashable, CustomStringConvertible {
        /// The container does not expose the port; those that it publishes.
        case notExposed(ContainerPort, container: String, published: [ContainerPort])
        /// The container exposes the port, and nobody outside of its networks can reach it.
        case notPublished(ContainerPort, container: String)

        /// The failure's sentence.
        package var description: String {
            switch self {
            case .notExposed(let port, let container, let published):
                "no port \(port) for container \(container)"
                    + (published.isEmpty ? "" : ": \(published.map(\.description).joined(separator: ", "))")
            case .notPublished(let port, let container):
                "port \(port) of container '\(container)' is not published"
            }
        }

        /// What to do about it.
        package var hint: String? {
            switch self {
            case .notExposed(_, _, let published):
                published.isEmpty
                    ? "publish it: write it under 'ports' of the service"
                    : "ask for one that is published, or write it under 'ports' of the service"
            case .notPublished: "write it under 'ports' of the service, not only under 'expose'"
            }
        }
    }

    /// The address of the host, and the port there.
    ///
    /// - Throws: ``Failure``, `ContainerChoice.Failure`, `EngineError`, `CancellationError`.
    package func run() async throws -> (address: String, port: UInt16) {
        let container = try await choice.container(in: session)
        do throws(Failure) {
            return try Self.binding(of: port, in: container)
        } catch {
            guard case .notExposed = error else { throw error }
            // Podman lists only what is published.
            let settings = try await session.client.inspectContainer(container.id).config
            guard settings.exposedPorts.elements.contains(port) else { throw error }
            throw Failure.notPublished(port, container: container.name)
        }
    }

    /// Where a container's port is published.
    ///
    /// - Throws: ``Failure``.
    static func binding(
        of port: ContainerPort,
        in container: ContainerSummary
    ) throws(Failure) -> (address: String, port: UInt16) {
        let bindings = container.ports.filter { $0.privatePort == port.number && $0.transport == port.transport }
        for binding in bindings {
            guard let number = binding.publicPort else { continue }
            return (binding.publishedAddress, number)
        }
        guard bindings.isEmpty else { throw .notPublished(port, container: container.name) }
        let published = container.ports.filter { $0.publicPort != nil }
            .map { ContainerPort($0.privatePort, $0.transport) }
        throw .notExposed(port, container: container.name, published: Array(Set(published)).sorted())
    }
}

extension FindPort.Failure: DiagnosticConvertible {
    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] {
        [Diagnostic(code: .arguments, message: description, hint: hint)]
    }
}
