/// A further context of a build, from which its Dockerfile may take files by its name.
package struct BuildContext: Sendable, Hashable {
    /// Where its files are.
    package enum Source: Sendable, Hashable {
        /// In an image, by its reference.
        case image(String)
        /// In a directory of the host, by its absolute path.
        case directory(String)
    }

    /// What the Dockerfile calls it.
    package var name: String
    /// Where its files are.
    package var source: Source

    /// Describes a context.
    package init(name: String, source: Source) {
        self.name = name
        self.source = source
    }
}
