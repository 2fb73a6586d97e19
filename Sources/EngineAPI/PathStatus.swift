/// What an engine says of a path in a container.
///
/// - Source: the header `X-Docker-Container-Path-Stat` of `HEAD /containers/{id}/archive`.
package struct PathStatus: Hashable, Sendable, Codable {
    /// The last component.
    @ZeroWhenAbsent package var name: String
    /// The size of a file in bytes.
    @ZeroWhenAbsent package var size: Int64
    /// Permissions and type, as Go's `os.FileMode` numbers them.
    @ZeroWhenAbsent package var mode: UInt64
    /// What a symbolic link leads to, resolved in the container; empty for anything else.
    @ZeroWhenAbsent package var linkTarget: String

    /// Describes a path.
    package init(name: String, mode: UInt64, size: Int64 = 0, linkTarget: String = "") {
        self.name = name
        self.mode = mode
        self.size = size
        self.linkTarget = linkTarget
    }

    /// The bits of Go's `os.FileMode` that say what something is.
    private static let (directory, link, device, irregular): (UInt64, UInt64, UInt64, UInt64) =
        (1 << 31, 1 << 27, 1 << 26, 1 << 19)

    /// Whether it is a directory.
    package var isDirectory: Bool { mode & Self.directory != 0 }
    /// Whether it is a symbolic link.
    package var isLink: Bool { mode & Self.link != 0 }
    /// Whether it is a device, or something that nothing can be copied to.
    package var isSpecial: Bool { mode & (Self.device | Self.irregular) != 0 }

    enum CodingKeys: String, CodingKey {
        case name = "name"
        case size = "size"
        case mode = "mode"
        case linkTarget = "linkTarget"
    }
}
