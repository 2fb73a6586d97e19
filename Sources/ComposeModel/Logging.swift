public import OrderedCollections

/// Where a container's log goes.
///
/// - Source: Compose Specification, `logging`.
public struct Logging: Sendable, Hashable {
    /// The log driver; `nil` is the engine's default.
    public var driver: String?
    /// Options of the driver.
    public var options: OrderedDictionary<String, String>

    /// Creates logging settings.
    public init(driver: String? = nil, options: OrderedDictionary<String, String> = [:]) {
        self.driver = driver
        self.options = options
    }
}
