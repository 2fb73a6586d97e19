public import OrderedCollections

/// Something that is mounted into a container.
///
/// - Source: Compose Specification, `volumes` under "Services".
public struct Mount: Sendable, Hashable {
    /// What is mounted.
    public var kind: Kind
    /// The absolute path in the container.
    public var target: String
    /// Whether the container may not write.
    public var readOnly: Bool
    /// The consistency requirement, for engines that know one.
    public var consistency: String?

    /// What is mounted.
    public enum Kind: Sendable, Hashable {
        /// A file or directory of the host, by its absolute path.
        case bind(source: String, BindOptions)
        /// A volume of the project, or an anonymous one when `source` is `nil`.
        case volume(source: VolumeName?, VolumeOptions)
        /// A temporary file system.
        case tmpfs(TmpfsOptions)
        /// The content of an image.
        case image(source: String, subpath: String?)
        /// A cluster volume.
        case cluster(source: String?)
        /// A Windows named pipe.
        case namedPipe(source: String)
    }

    /// Options of a bind mount.
    public struct BindOptions: Sendable, Hashable {
        /// How mounts below it propagate, such as `rshared`.
        public var propagation: String?
        /// Whether a directory is created on the host when nothing is there.
        public var createsHostPath: Bool
        /// How mounts below the source are mounted: `enabled`, `disabled`, `writable` or `readonly`.
        public var recursive: String?
        /// The SELinux relabelling: `z` for shared, `Z` for private.
        public var selinux: String?

        /// Creates options.
        public init(createsHostPath: Bool = true, propagation: String? = nil, selinux: String? = nil) {
            self.createsHostPath = createsHostPath
            self.propagation = propagation
            self.selinux = selinux
        }
    }

    /// Options of a volume mount.
    public struct VolumeOptions: Sendable, Hashable {
        /// Labels of an anonymous volume.
        public var labels: OrderedDictionary<String, String>
        /// Whether the image's content is not copied into an empty volume.
        public var noCopy: Bool
        /// The directory inside the volume that is mounted.
        public var subpath: String?

        /// Creates options.
        public init(noCopy: Bool = false, subpath: String? = nil) {
            self.noCopy = noCopy
            self.subpath = subpath
            labels = [:]
        }
    }

    /// Options of a temporary file system.
    public struct TmpfsOptions: Sendable, Hashable {
        /// The most it may hold; `nil` is unlimited.
        public var size: ByteCount?
        /// The permission bits of its root.
        public var mode: UInt32?

        /// Creates options.
        public init(size: ByteCount? = nil, mode: UInt32? = nil) {
            self.size = size
            self.mode = mode
        }
    }

    /// Creates a mount.
    public init(_ kind: Kind, at target: String, readOnly: Bool = false, consistency: String? = nil) {
        self.kind = kind
        self.target = target
        self.readOnly = readOnly
        self.consistency = consistency
    }
}
