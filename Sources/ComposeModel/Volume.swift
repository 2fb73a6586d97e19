public import OrderedCollections

/// A volume of the project.
///
/// - Source: Compose Specification, "Volumes top-level element".
public struct Volume: Sendable, Hashable {
    /// The volume's name on the engine: `name`, else `<project>_<key>`, or the key when it is external.
    public var name: String
    /// The driver; `nil` is the engine's default.
    public var driver: String?
    /// Options of the driver.
    public var driverOptions: OrderedDictionary<String, String>
    /// Whether it must be there already and is never created or removed.
    public var isExternal: Bool
    /// Labels.
    public var labels: OrderedDictionary<String, String>

    /// Creates a volume.
    public init(name: String) {
        self.name = name
        driverOptions = [:]
        isExternal = false
        labels = [:]
    }
}
