/// The body of an answer that reports an error.
package struct ErrorResponse: Hashable, Sendable, Codable {
    /// The engine's words.
    package var message: String
    /// What lies behind it, one of a few sentences that Podman's programs go by themselves; `nil` with Docker.
    package var cause: String?

    /// Creates a body.
    package init(message: String, cause: String? = nil) {
        self.message = message
        self.cause = cause
    }

    /// ``cause`` where the container is gone, whatever the status is.
    package static let missingContainer = "no such container"

    enum CodingKeys: String, CodingKey {
        case message, cause
    }
}
