/// Limits and weights of block devices.
///
/// - Source: Compose Specification, `blkio_config`.
public struct BlockIOSettings: Sendable, Hashable {
    /// The share of the bandwidth relative to other containers, 10 to 1000.
    public var weight: UInt16?
    /// Weights for single devices.
    public var weightDevices: [WeightedDevice]
    /// Most bytes read per second.
    public var deviceReadBytes: [ThrottledDevice]
    /// Most read operations per second.
    public var deviceReadOperations: [ThrottledDevice]
    /// Most bytes written per second.
    public var deviceWriteBytes: [ThrottledDevice]
    /// Most write operations per second.
    public var deviceWriteOperations: [ThrottledDevice]

    /// A device with a weight of its own.
    public struct WeightedDevice: Sendable, Hashable {
        /// The device's path on the host.
        public var path: String
        /// The weight, 10 to 1000.
        public var weight: UInt16

        /// Creates a weighted device.
        public init(path: String, weight: UInt16) {
            self.path = path
            self.weight = weight
        }
    }

    /// A device with a limited rate.
    public struct ThrottledDevice: Sendable, Hashable {
        /// The device's path on the host.
        public var path: String
        /// The rate: bytes or operations per second.
        public var rate: Int64

        /// Creates a throttled device.
        public init(path: String, rate: Int64) {
            self.path = path
            self.rate = rate
        }
    }

    /// Creates settings without limits.
    public init() {
        weightDevices = []
        deviceReadBytes = []
        deviceReadOperations = []
        deviceWriteBytes = []
        deviceWriteOperations = []
    }
}
