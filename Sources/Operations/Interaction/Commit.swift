package import EngineAPI
import EngineClient
package import SessionEvents

/// Makes an image of what a service's container has changed.
package struct Commit: Sendable {
    private let session: Session
    private let choice: ContainerChoice
    private let options: CommitOptions

    /// Creates the operation.
    package init(_ session: Session, of choice: ContainerChoice, options: CommitOptions) {
        self.session = session
        self.choice = choice
        self.options = options
    }

    /// What would be made.
    ///
    /// - Throws: `ContainerChoice.Failure`, `EngineError`.
    package func preview() async throws -> PlannedStep {
        let container = try await choice.container(in: session)
        let name = options.reference.map { " as \($0)" } ?? ""
        return PlannedStep(.commitContainer, on: container, text: "commit \(container.name)\(name)")
    }

    /// Makes the image.
    ///
    /// - Throws: `ContainerChoice.Failure`, `EngineError`, `CancellationError`.
    package func run() async throws -> ImageID {
        let container = try await choice.container(in: session)
        return try await session.step(.commitContainer, on: container) {
            try await session.client.commit(container.id, options)
        }
    }
}
