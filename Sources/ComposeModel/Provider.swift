public import OrderedCollections

/// An external program that provides a service in place of a container.
///
/// - Source: Compose Specification, `provider`.
public struct Provider: Sendable, Hashable {
    /// The program, by name.
    public var type: String
    /// Its options; an option may be given several times.
    public var options: OrderedDictionary<String, [String]>

    /// Creates a provider.
    public init(type: String, options: OrderedDictionary<String, [String]> = [:]) {
        self.type = type
        self.options = options
    }
}
