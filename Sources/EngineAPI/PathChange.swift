/// A path of a container's file system that is not as in its image.
///
/// - Source: `GET /containers/{id}/changes`.
package struct PathChange: Hashable, Sendable, Codable {
    /// The absolute path.
    package var path: String
    /// What happened to it.
    package var kind: Kind

    /// What happened to a path.
    package enum Kind: Int, Hashable, Sendable, Codable {
        /// It is another one; of a directory, something in it is.
        case modified
        /// The image does not have it.
        case added
        /// Only the image has it.
        case deleted
    }

    /// Describes a change.
    package init(path: String, kind: Kind) {
        self.path = path
        self.kind = kind
    }

    enum CodingKeys: String, CodingKey {
        case path = "Path"
        case kind = "Kind"
    }
}
