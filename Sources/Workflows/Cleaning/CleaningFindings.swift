import ComposeModel
import EngineAPI
import EngineClient
import Operations

/// What the engine holds, as far as it decides what is left over.
struct CleaningFindings: Sendable {
    /// All containers, those of other projects too: they may use what is the project's.
    var containers: [ContainerSummary] = []
    /// The images that were built for the project.
    var images: [ImageSummary] = []
    /// The volumes that were made for the project.
    var volumes: [VolumeInspection] = []
    /// How much room things take; `nil` where the engine does not say.
    var usage: DiskUsage?

    /// Describes what is there.
    init(
        containers: [ContainerSummary] = [],
        images: [ImageSummary] = [],
        volumes: [VolumeInspection] = [],
        usage: DiskUsage? = nil
    ) {
        self.containers = containers
        self.images = images
        self.volumes = volumes
        self.usage = usage
    }

    /// Looks at the engine.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    init(in session: Session) async throws {
        let client = session.client
        let own = QueryFilters.label(ComposeLabel.project, session.name.rawValue)
        containers = try await client.containers(all: true)
        images = try await client.images(filters: own)
        volumes = try await client.volumes(filters: own)
        do {
            usage = try await client.diskUsage(of: DiskUsage.Kind.allCases)
        } catch EngineError.rejected, EngineError.notFound {
            // What is left over is known without it.
            usage = nil
        }
    }

    /// How many bytes a container has written.
    func bytes(of container: ContainerID) -> Int64? {
        usage?.containers.first { $0.id == container }?.writtenSize
    }

    /// How many bytes no other image has.
    func bytes(of image: ImageID) -> Int64? {
        guard let found = usage?.images.first(where: { $0.id == image }) else { return nil }
        return found.sharedSize < 0 ? nil : found.size - found.sharedSize
    }

    /// How many bytes a volume holds.
    func bytes(of volume: EngineAPI.VolumeName) -> Int64? {
        guard let size = usage?.volumes.first(where: { $0.name == volume })?.usage?.size, size >= 0 else { return nil }
        return size
    }

    /// How many bytes go with what the builder keeps and no build uses.
    var bytesOfBuildCache: Int64 {
        (usage?.buildCache ?? []).filter { !$0.isInUse && !$0.isShared }.reduce(Int64(0)) { $0 + $1.size }
    }
}
