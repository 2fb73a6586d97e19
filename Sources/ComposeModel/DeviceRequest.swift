public import OrderedCollections

/// Devices that the engine's device driver is asked for.
///
/// - Source: Compose Specification, `gpus` and `deploy.resources.reservations.devices`.
public struct DeviceRequest: Sendable, Hashable {
    /// What the devices must be able to do, such as `gpu`.
    public var capabilities: [String]
    /// The driver, such as `nvidia`.
    public var driver: String?
    /// How many devices; `-1` means all. `nil` when they are named in ``deviceIDs``.
    public var count: Int?
    /// The devices by name.
    public var deviceIDs: [String]
    /// Options of the driver.
    public var options: OrderedDictionary<String, String>

    /// Creates a request.
    public init(capabilities: [String], driver: String? = nil, count: Int? = nil, deviceIDs: [String] = []) {
        self.capabilities = capabilities
        self.driver = driver
        self.count = count
        self.deviceIDs = deviceIDs
        options = [:]
    }
}
