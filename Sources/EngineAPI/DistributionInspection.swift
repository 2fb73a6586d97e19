/// What a registry says of an image.
///
/// - Source: `GET /distribution/{name}/json`.
package struct DistributionInspection: Hashable, Sendable, Codable {
    /// The manifest, or the list of manifests for several platforms.
    package var descriptor: Descriptor

    /// A piece of content in a registry.
    package struct Descriptor: Hashable, Sendable, Codable {
        /// What names it, such as `sha256:` with 64 digits.
        package var digest: String

        /// Creates a descriptor.
        package init(digest: String) { self.digest = digest }

        enum CodingKeys: String, CodingKey {
            case digest
        }
    }

    /// Creates an answer.
    package init(descriptor: Descriptor) { self.descriptor = descriptor }

    enum CodingKeys: String, CodingKey {
        case descriptor = "Descriptor"
    }
}
