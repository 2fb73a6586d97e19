/// Something that is left over of a project.
package struct CleaningItem: Sendable, Hashable {
    /// What it is.
    package var kind: Kind
    /// The name by which people know it; an image without one has its identifier.
    package var name: String
    /// The service that it was made for; `nil` where that is not known.
    package var service: String?
    /// Why it is left over, in a few words: `exited`, `orphan, running`.
    package var reason: String
    /// How many bytes its removal frees; `nil` where the engine does not know.
    package var bytes: Int64?
    /// What the engine knows it by.
    var identifier: String
    /// The names of an image that go with it.
    var names: [String] = []
    /// Whether it runs, and has to be stopped first.
    var needsStopping = false
    /// The option without which it stays; `nil` where it goes.
    package var neededOption: String?

    /// What is left over.
    package enum Kind: String, Sendable, Hashable, Encodable, CaseIterable {
        /// A container that has ended, or of a service that the files do not have.
        case container
        /// An image that the project built and no container uses.
        case image
        /// A volume of the project that no container mounts.
        case volume
        /// What the engine's builder keeps of earlier builds.
        case buildCache = "build cache"
    }

    /// Names something that goes.
    package init(
        _ kind: Kind,
        _ name: String,
        identifier: String = "",
        service: String? = nil,
        because reason: String,
        bytes: Int64? = nil
    ) {
        self.kind = kind
        self.name = name
        self.identifier = identifier.isEmpty ? name : identifier
        self.service = service
        self.reason = reason
        self.bytes = bytes
    }
}
