/// The body of an answer that reports an error.
package struct ErrorResponse: Hashable, Sendable, Codable {
    /// The engine's words.
    package var message: String

    /// Creates a body.
    package init(message: String) { self.message = message }

    enum CodingKeys: String, CodingKey {
        case message
    }
}
