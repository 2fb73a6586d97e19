/// How an image is made of a container.
///
/// - Source: `POST /commit`.
package struct CommitOptions: Hashable, Sendable {
    /// The image's name, `repository[:tag]`; `nil` gives it none.
    package var reference: ImageReference?
    /// Who made it.
    package var author = ""
    /// A comment.
    package var comment = ""
    /// Dockerfile instructions that change its configuration, such as `ENV DEBUG=true`.
    package var changes: [String] = []
    /// Whether the container's processes stand still meanwhile.
    package var pausesContainer = true

    /// Creates options for an image without a name.
    package init() {}
}

/// The image that was made.
package struct CommitResponse: Hashable, Sendable, Codable {
    /// Its identifier.
    package var id: ImageID

    /// Names the image.
    package init(id: ImageID) { self.id = id }

    enum CodingKeys: String, CodingKey { case id = "Id" }
}
