package import ComposeModel
import EngineAPI
import EngineClient
package import SessionEvents

/// Copies files between this machine and a service's containers.
///
/// What is copied where, and what a `/` or `/.` at the end of a path means, is as with `docker cp`.
package struct Copy: Sendable {
    let session: Session
    let source: CopyEnd
    let destination: CopyEnd
    let options: Options

    /// How it is copied.
    package struct Options: Sendable, Hashable {
        /// What paths of this machine are relative to.
        package var workingDirectory: String
        /// Which of the service's containers, from 1; `nil` is all that are copied to, and the first that is copied from.
        package var index: Int?
        /// Whether containers of `run` count, too.
        package var includesOneOffs = false
        /// Whether a symbolic link that is the source stands for what it leads to.
        package var followsLink = false
        /// Whether files in a container get its user, and files from a container keep their owners.
        package var isArchive = false

        /// Creates options.
        package init(workingDirectory: String) { self.workingDirectory = workingDirectory }
    }

    /// What connects the copying with the caller's own streams.
    package struct Streams: Sendable {
        /// The pieces of the archive that is copied to containers.
        package var input: @Sendable () async throws -> [UInt8]?
        /// Takes the pieces of the archive that is copied from a container; `nil` where it is not to be written.
        package var output: (@Sendable ([UInt8]) -> Void)?

        /// Creates streams.
        package init(
            input: @escaping @Sendable () async throws -> [UInt8]?,
            output: (@Sendable ([UInt8]) -> Void)?
        ) {
            self.input = input
            self.output = output
        }
    }

    /// Creates the operation.
    ///
    /// - Throws: ``CopyFailure`` unless one of the two is a service.
    package init(_ session: Session, from source: CopyEnd, to destination: CopyEnd, options: Options) throws {
        self.session = session
        self.source = source
        self.destination = destination
        self.options = options
        _ = try direction
    }

    /// Where it goes.
    private enum Direction {
        case into(ServiceName, path: String)
        case from(ServiceName, path: String)
    }

    /// The service that is copied to or from.
    package static func service(from source: CopyEnd, to destination: CopyEnd) throws(CopyFailure) -> ServiceName {
        switch (source, destination) {
        case (.service, .service): throw .betweenServices
        case (.service(let service, let path), _), (_, .service(let service, let path)):
            if path.isEmpty { throw .emptyPath("\(service):") }
            return service
        default: throw .noService
        }
    }

    private var direction: Direction {
        get throws(CopyFailure) {
            _ = try Self.service(from: source, to: destination)
            if case .service(let service, let path) = destination { return .into(service, path: path) }
            guard case .service(let service, let path) = source else { throw .noService }
            return .from(service, path: path)
        }
    }

    /// What would be copied, a line for each container.
    ///
    /// - Throws: `ContainerChoice.Failure`, `EngineError`.
    package func preview() async throws -> [PlannedStep] {
        try await containers().enumerated().map { number, container in
            let text =
                switch try direction {
                case .into(_, let path): "copy \(source.text) to \(container.name):\(path)"
                case .from(_, let path): "copy \(container.name):\(path) to \(destination.text)"
                }
            return PlannedStep(.copyFiles, on: container, number: number + 1, text: text)
        }
    }

    /// Copies.
    ///
    /// - Throws: ``CopyFailure``, `ContainerChoice.Failure`, `TarArchivesError`, `EngineError`, `CancellationError`. What
    ///   was copied until then stays.
    package func run(_ streams: Streams) async throws {
        let containers = try await containers()
        switch try direction {
        case .into(let service, let path):
            guard case .stream = source else {
                return try await withThrowingTaskGroup(of: Void.self) { group in
                    for container in containers { group.addTask { try await upload(to: path, of: container) } }
                    try await group.waitForAll()
                }
            }
            // An archive comes only once.
            guard let container = containers.first, containers.count == 1 else {
                throw CopyFailure.severalContainers(service.rawValue, containers.count)
            }
            try await unpack(streams, at: path, of: container)
        case .from(_, let path):
            if let container = containers.first { try await download(path, of: container, streams) }
        }
    }

    private func containers() async throws -> [ContainerSummary] {
        let service: ServiceName
        var isInto = false
        switch try direction {
        case .into(let name, _): (service, isInto) = (name, true)
        case .from(let name, _): service = name
        }
        var choice = ContainerChoice(of: service, index: options.index)
        choice.includesStopped = true
        choice.includesOneOffs = options.includesOneOffs
        return isInto && options.index == nil
            ? try await choice.containers(in: session) : [try await choice.container(in: session)]
    }
}
