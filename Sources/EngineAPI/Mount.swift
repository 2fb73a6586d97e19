/// A mount of a container, as it is asked for.
///
/// - Source: `Mount` of the Engine API.
package struct Mount: Hashable, Sendable, Codable {
    /// What is mounted.
    package var type: MountType
    /// A path of the host, a volume's name, or an image; empty for an anonymous volume and for tmpfs.
    @ZeroWhenAbsent package var source: String
    /// The path in the container.
    package var target: String
    /// Whether the container may only read.
    @ZeroWhenAbsent package var readOnly: Bool
    /// `default`, `consistent`, `cached` or `delegated`.
    @ZeroWhenAbsent package var consistency: String
    /// Options of a bind mount.
    package var bindOptions: BindOptions?
    /// Options of a volume.
    package var volumeOptions: VolumeOptions?
    /// Options of a tmpfs.
    package var tmpfsOptions: TmpfsOptions?
    /// Options of an image mount; since API 1.48.
    package var imageOptions: ImageOptions?

    /// Creates a mount without options.
    package init(type: MountType, source: String = "", target: String, readOnly: Bool = false) {
        self.type = type
        self.target = target
        self.source = source
        self.readOnly = readOnly
    }

    enum CodingKeys: String, CodingKey {
        case type = "Type"
        case source = "Source"
        case target = "Target"
        case readOnly = "ReadOnly"
        case consistency = "Consistency"
        case bindOptions = "BindOptions"
        case volumeOptions = "VolumeOptions"
        case tmpfsOptions = "TmpfsOptions"
        case imageOptions = "ImageOptions"
    }
}

/// What a mount mounts; an engine may know more than the constants.
package struct MountType: RawRepresentable, Hashable, Sendable, Codable {
    /// The engine's word.
    package let rawValue: String
    /// Takes the engine's word.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// A path of the host.
    package static let bind = MountType(rawValue: "bind")
    /// A volume of the engine.
    package static let volume = MountType(rawValue: "volume")
    /// Memory.
    package static let tmpfs = MountType(rawValue: "tmpfs")
    /// Windows only: a named pipe.
    package static let namedPipe = MountType(rawValue: "npipe")
    /// Swarm only: a cluster volume.
    package static let cluster = MountType(rawValue: "cluster")
    /// An image's file system; since API 1.48.
    package static let image = MountType(rawValue: "image")
}

extension Mount {
    /// Options of a bind mount.
    package struct BindOptions: Hashable, Sendable, Codable {
        /// `private`, `rprivate`, `shared`, `rshared`, `slave` or `rslave`.
        @ZeroWhenAbsent package var propagation: String
        /// Whether mounts below the source stay out.
        @ZeroWhenAbsent package var nonRecursive: Bool
        /// Whether the engine creates a missing source as a directory; since API 1.42.
        @ZeroWhenAbsent package var createMountpoint: Bool
        /// Whether only the mount itself is read-only, not mounts below it; since API 1.44.
        @ZeroWhenAbsent package var readOnlyNonRecursive: Bool
        /// Whether it is an error if mounts below cannot be made read-only; since API 1.44.
        @ZeroWhenAbsent package var readOnlyForceRecursive: Bool

        /// Creates options that leave everything to the engine.
        package init() {}

        enum CodingKeys: String, CodingKey {
            case propagation = "Propagation"
            case nonRecursive = "NonRecursive"
            case createMountpoint = "CreateMountpoint"
            case readOnlyNonRecursive = "ReadOnlyNonRecursive"
            case readOnlyForceRecursive = "ReadOnlyForceRecursive"
        }
    }

    /// Options of a volume.
    package struct VolumeOptions: Hashable, Sendable, Codable {
        /// Whether a new volume stays empty instead of taking the image's files.
        @ZeroWhenAbsent package var noCopy: Bool
        /// Labels of a volume that the mount creates.
        @ZeroWhenAbsent package var labels: [String: String]
        /// The driver of a volume that the mount creates.
        package var driverConfig: Driver?
        /// The directory of the volume to mount; since API 1.45.
        @ZeroWhenAbsent package var subpath: String

        /// Creates options that leave everything to the engine.
        package init() {}

        enum CodingKeys: String, CodingKey {
            case noCopy = "NoCopy"
            case labels = "Labels"
            case driverConfig = "DriverConfig"
            case subpath = "Subpath"
        }
    }

    /// The driver of a volume and its options.
    package struct Driver: Hashable, Sendable, Codable {
        /// The driver's name.
        @ZeroWhenAbsent package var name: String
        /// The driver's options.
        @ZeroWhenAbsent package var options: [String: String]

        /// Creates a driver.
        package init(name: String, options: [String: String] = [:]) {
            self.name = name
            self.options = options
        }

        enum CodingKeys: String, CodingKey {
            case name = "Name"
            case options = "Options"
        }
    }

    /// Options of a tmpfs.
    package struct TmpfsOptions: Hashable, Sendable, Codable {
        /// The size in bytes; 0 is unlimited.
        @ZeroWhenAbsent package var sizeBytes: Int64
        /// The permission bits, as a number.
        @ZeroWhenAbsent package var mode: Int

        /// Creates options.
        package init(sizeBytes: Int64 = 0, mode: Int = 0) {
            self.sizeBytes = sizeBytes
            self.mode = mode
        }

        enum CodingKeys: String, CodingKey {
            case sizeBytes = "SizeBytes"
            case mode = "Mode"
        }
    }

    /// Options of an image mount.
    package struct ImageOptions: Hashable, Sendable, Codable {
        /// The directory of the image to mount.
        @ZeroWhenAbsent package var subpath: String

        /// Creates options.
        package init(subpath: String = "") { self.subpath = subpath }

        enum CodingKeys: String, CodingKey {
            case subpath = "Subpath"
        }
    }
}

/// A mount of a container, as it is.
package struct MountPoint: Hashable, Sendable, Codable {
    /// What is mounted.
    package var type: MountType
    /// The volume's name; empty where it is none.
    @ZeroWhenAbsent package var name: String
    /// The path on the host.
    @ZeroWhenAbsent package var source: String
    /// The path in the container.
    package var destination: String
    /// The volume's driver.
    @ZeroWhenAbsent package var driver: String
    /// The options as they were written.
    @ZeroWhenAbsent package var mode: String
    /// Whether the container may write.
    @ZeroWhenAbsent package var isWritable: Bool
    /// How mounts below it propagate.
    @ZeroWhenAbsent package var propagation: String

    /// Creates a mount point.
    package init(type: MountType, name: String = "", source: String, destination: String, isWritable: Bool = true) {
        self.type = type
        self.destination = destination
        self.name = name
        self.source = source
        self.isWritable = isWritable
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case type = "Type"
        case name = "Name"
        case source = "Source"
        case destination = "Destination"
        case driver = "Driver"
        case mode = "Mode"
        case isWritable = "RW"
        case propagation = "Propagation"
    }
}
