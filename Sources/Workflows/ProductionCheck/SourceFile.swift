/// A file of the working tree that a service's image holds a copy of.
struct SourceFile: Sendable, Hashable {
    /// The absolute path on the host.
    var path: String
    /// The absolute path in containers.
    var target: String

    /// What of it is in a container.
    enum Standing: Sendable, Hashable {
        /// Nothing: the image was made of it, or without it.
        case absent
        /// The file of the image.
        case inImage
        /// Another one than that of the image.
        case changed
    }
}
