package import ComposeModel
package import EngineAPI
import EngineClient

/// Lists the images that a project's containers were made from.
package struct ListImages: Sendable {
    private let session: Session
    private let services: Set<ServiceName>

    /// One container's image.
    package struct Row: Sendable, Hashable {
        /// The container's name.
        package var container: String
        /// The image.
        package var id: ImageID
        /// Its name without the tag, as people write it; empty where the container was made from an identifier.
        package var repository: String
        /// Its tag; empty where it has none.
        package var tag: String
        /// `system/architecture[/variant]`.
        package var platform: String
        /// Its size in bytes.
        package var size: Int64
        /// When it was built.
        package var created: EngineTimestamp
        /// When it was last given a name; when it was built, where the engine does not know.
        package var tagged: EngineTimestamp

        /// Creates a row.
        package init(
            container: String,
            id: ImageID,
            repository: String,
            tag: String,
            platform: String = "",
            size: Int64 = 0,
            created: EngineTimestamp = .never,
            tagged: EngineTimestamp = .never
        ) {
            self.container = container
            self.id = id
            self.repository = repository
            self.tag = tag
            self.platform = platform
            self.size = size
            self.created = created
            self.tagged = tagged
        }
    }

    /// Creates the operation.
    ///
    /// - Parameter services: those whose containers are looked at; empty means all.
    package init(_ session: Session, services: [ServiceName]) {
        self.session = session
        self.services = Set(services)
    }

    /// The images, ordered by the name of the container; each is asked for once.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func run() async throws -> [Row] {
        let client = session.client
        let containers = try await session.containers(of: services, includingStopped: true)
        let images = try await withThrowingTaskGroup(of: (ImageID, ImageInspection?).self) { group in
            for id in Set(containers.map(\.imageID)) {
                group.addTask {
                    do {
                        return (id, try await client.inspectImage(ImageReference(id)))
                    } catch EngineError.notFound {
                        // It was removed by force, and the container is left.
                        return (id, nil)
                    }
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        return containers.map { Row($0, images[$0.imageID]) }.sorted { $0.container < $1.container }
    }
}

extension ListImages.Row {
    init(_ container: ContainerSummary, _ image: ImageInspection?) {
        let (repository, tag) = Self.familiarName(container.image)
        self.init(container: container.name, id: container.imageID, repository: repository, tag: tag)
        guard let image else { return }
        platform = [image.os, image.architecture, image.variant].filter { !$0.isEmpty }.joined(separator: "/")
        size = image.size
        created = image.created
        tagged = image.metadata.lastTagTime.isNever ? image.created : image.metadata.lastTagTime
    }

    /// A reference as people write it, and its tag; nothing of an identifier.
    ///
    /// - Source: the distribution's `FamiliarName` and `ParseDockerRef`.
    static func familiarName(_ reference: String) -> (repository: String, tag: String) {
        let isIdentifier =
            reference.hasPrefix("sha256:") || (reference.count == 64 && reference.allSatisfy(\.isHexDigit))
        guard !isIdentifier, ImageReference(reference).isWellFormed else { return ("", "") }
        // A digest says more than the tag beside it.
        let completed = ImageReference(reference).completed
        var name = completed.rawValue.prefix { $0 != "@" }
        if let prefix = ["docker.io/library/", "docker.io/"].first(where: { name.hasPrefix($0) }) {
            name = name.dropFirst(prefix.count)
        }
        guard !completed.isPinned, let colon = name.lastIndex(of: ":") else { return (String(name), "") }
        return (String(name[..<colon]), String(name[name.index(after: colon)...]))
    }
}
