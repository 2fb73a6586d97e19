internal import ComposeModel

extension Node {
    /// The service that the value names as `service:NAME`; `nil` for any other value.
    var referredService: String? { string.flatMap { ServiceName(reference: $0) }?.rawValue }
}
