import ComposeModel

/// Where a further context of a build is.
///
/// - Source: Compose Specification, `build.additional_contexts`.
enum ContextPlace: Hashable {
    /// What another service's build makes.
    case service(ServiceName)
    /// An image.
    case image(String)
    /// A directory, or a place that a builder knows.
    case other(String)

    /// Reads the text form: `service:NAME`, `docker-image://REFERENCE`, or any other place.
    init(_ text: String) {
        if let service = ServiceName(reference: text) {
            self = .service(service)
        } else if text.hasPrefix("docker-image://") {
            self = .image(String(text.dropFirst("docker-image://".count)))
        } else {
            self = .other(text)
        }
    }
}
