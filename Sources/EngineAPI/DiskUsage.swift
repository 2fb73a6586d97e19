/// How much room an engine's objects take.
///
/// - Source: `GET /system/df`.
package struct DiskUsage: Hashable, Sendable, Codable {
    /// The images.
    @ZeroWhenAbsent package var images: [Image]
    /// The containers, running or not.
    @ZeroWhenAbsent package var containers: [Container]
    /// The volumes.
    @ZeroWhenAbsent package var volumes: [Volume]
    /// What the builder keeps of earlier builds, of all projects; Podman keeps none of its own.
    @ZeroWhenAbsent package var buildCache: [CacheRecord]

    /// A kind of objects that can be asked for.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case container, image, volume
        case buildCache = "build-cache"
    }

    /// Creates what takes no room.
    package init() {}

    enum CodingKeys: String, CodingKey {
        case images = "Images"
        case containers = "Containers"
        case volumes = "Volumes"
        case buildCache = "BuildCache"
    }

    /// An image.
    package struct Image: Hashable, Sendable, Codable {
        /// The image.
        package var id: ImageID
        /// Its size in bytes, with all its layers.
        @ZeroWhenAbsent package var size: Int64
        /// How many of these bytes other images have as well; -1 where the engine does not know.
        @ZeroWhenAbsent package var sharedSize: Int64

        /// Creates a line.
        package init(id: ImageID, size: Int64, sharedSize: Int64 = 0) {
            self.id = id
            self.size = size
            self.sharedSize = sharedSize
        }

        enum CodingKeys: String, CodingKey {
            case id = "Id"
            case size = "Size"
            case sharedSize = "SharedSize"
        }
    }

    /// A container.
    package struct Container: Hashable, Sendable, Codable {
        /// The container.
        package var id: ContainerID
        /// How many bytes it has written beside its image and its volumes.
        @ZeroWhenAbsent package var writtenSize: Int64

        /// Creates a line.
        package init(id: ContainerID, writtenSize: Int64) {
            self.id = id
            self.writtenSize = writtenSize
        }

        enum CodingKeys: String, CodingKey {
            case id = "Id"
            case writtenSize = "SizeRw"
        }
    }

    /// A volume.
    package struct Volume: Hashable, Sendable, Codable {
        /// Its name.
        package var name: VolumeName
        /// Its size; `nil` where the engine does not know.
        package var usage: Usage?

        /// Creates a line.
        package init(name: VolumeName, size: Int64) {
            self.name = name
            usage = Usage(size: size)
        }

        enum CodingKeys: String, CodingKey {
            case name = "Name"
            case usage = "UsageData"
        }

        /// How much room it takes.
        package struct Usage: Hashable, Sendable, Codable {
            /// In bytes; -1 where that is not known, as with drivers that are not the engine's own.
            @ZeroWhenAbsent package var size: Int64

            /// Creates a size.
            package init(size: Int64) { self.size = size }

            enum CodingKeys: String, CodingKey {
                case size = "Size"
            }
        }
    }

    /// Something that the builder keeps.
    package struct CacheRecord: Hashable, Sendable, Codable {
        /// Its identifier.
        package var id: String
        /// In bytes.
        @ZeroWhenAbsent package var size: Int64
        /// Whether a build uses it now.
        @ZeroWhenAbsent package var isInUse: Bool
        /// Whether an image has it as well, so that its removal frees nothing.
        @ZeroWhenAbsent package var isShared: Bool

        /// Creates a line.
        package init(id: String, size: Int64, isInUse: Bool = false, isShared: Bool = false) {
            self.id = id
            self.size = size
            self.isInUse = isInUse
            self.isShared = isShared
        }

        enum CodingKeys: String, CodingKey {
            case id = "ID"
            case size = "Size"
            case isInUse = "InUse"
            case isShared = "Shared"
        }
    }
}

/// What was removed of what the builder keeps.
///
/// - Source: `POST /build/prune`.
package struct BuildCacheRemoval: Hashable, Sendable, Codable {
    /// The identifiers.
    @ZeroWhenAbsent package var removed: [String]
    /// How many bytes that freed.
    @ZeroWhenAbsent package var freed: Int64

    /// Creates a removal.
    package init(removed: [String] = [], freed: Int64 = 0) {
        self.removed = removed
        self.freed = freed
    }

    enum CodingKeys: String, CodingKey {
        case removed = "CachesDeleted"
        case freed = "SpaceReclaimed"
    }
}
