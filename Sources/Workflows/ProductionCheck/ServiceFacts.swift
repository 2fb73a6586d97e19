import ComposeModel
import EngineAPI

/// What is known of a service of a production check: what the files say, and what the engine has.
struct ServiceFacts: Sendable {
    /// The service as the files for production have it.
    var service: Service
    /// What the engine was asked for; `nil` for what no container was asked for.
    var wanted: ContainerCreateRequest?
    /// Its containers, by number.
    var containers: [Container] = []
    /// The image that they were made from; `nil` where it is not known.
    var image: ImageInspection?
    /// Its image for development.
    var developmentImage = DevelopmentImage.notBuilt
    /// The paths of the host that are copied into its containers in development.
    var syncedPaths: [String] = []
    /// A source file that its image should hold a copy of; `nil` where none is known.
    var source: SourceFile?
    /// What of that file is in the first container.
    var standing = SourceFile.Standing.absent
    /// Whether somebody carries edits into its containers.
    var isWatched = false

    /// The image of a service for development.
    enum DevelopmentImage: Sendable, Hashable {
        /// Development has no other image, or it is not known which.
        case notBuilt
        /// The engine does not have it.
        case missing(name: String)
        /// The engine has it; its size in bytes.
        case there(name: String, size: Int64)
    }

    /// One of its containers.
    struct Container: Sendable {
        /// What the engine says of it.
        var inspection: ContainerInspection
        /// Whether it is ready, and else why not.
        var readiness: Readiness
        /// As whom its processes run; empty where that is not known.
        var users: Set<String> = []
    }

    /// Whether a container is ready.
    enum Readiness: Sendable, Hashable {
        /// It is: in one word, how.
        case ready(String)
        /// It is not: why, and what it wrote last.
        case failed(String, lines: [String])
    }

    /// The name as it stands in the files.
    var name: String { service.name.rawValue }
}
