import EngineAPI
import EngineClient
package import SessionEvents

/// Writes the file system of a service's container as a tar archive, without what is mounted.
package struct Export: Sendable {
    private let session: Session
    private let choice: ContainerChoice

    /// Where the archive goes.
    package enum Destination: Sendable {
        /// A file, which is there as a whole or not at all.
        case file(String, relativeTo: String)
        /// Whoever takes its pieces.
        case pieces(@Sendable ([UInt8]) -> Void)
    }

    /// Creates the operation.
    package init(_ session: Session, of choice: ContainerChoice) {
        self.session = session
        self.choice = choice
    }

    /// What would be exported.
    ///
    /// - Throws: `ContainerChoice.Failure`, `EngineError`.
    package func preview(to destination: String) async throws -> PlannedStep {
        let container = try await choice.container(in: session)
        return PlannedStep(.exportContainer, on: container, text: "export \(container.name) to \(destination)")
    }

    /// Writes the archive.
    ///
    /// - Throws: ``CopyFailure``, `ContainerChoice.Failure`, `EngineError`, `CancellationError`.
    package func run(to destination: Destination) async throws {
        let container = try await choice.container(in: session)
        switch destination {
        case .pieces(let take):
            for try await piece in try await session.client.export(container.id) { take(piece) }
        case .file(let path, let directory):
            let local = try LocalDestination(CopyPath(path, in: directory))
            if local.present == true { throw CopyFailure.inTheWay(local.place.path, isDirectory: true) }
            try await session.step(.exportContainer, on: container) {
                let file = try WholeFile(at: local.place.path)
                do {
                    for try await piece in try await session.client.export(container.id) { try file.write(piece) }
                    try Task.checkCancellation()
                    try file.finish()
                } catch {
                    file.cancel()
                    throw error
                }
            }
        }
    }
}
