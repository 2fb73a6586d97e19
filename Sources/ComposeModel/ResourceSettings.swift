public import OrderedCollections

/// What the containers of a service may use of the machine.
///
/// - Default: `nil` or empty leaves it to the engine.
/// - Source: Compose Specification, `cpus` to `ulimits` under "Services".
public struct ResourceSettings: Sendable, Hashable {
    /// The number of CPUs, possibly fractional.
    public var cpus: Double?
    /// The number of usable CPUs.
    public var cpuCount: Int64?
    /// The usable share of all CPUs, in percent.
    public var cpuPercent: Double?
    /// The CFS period, in microseconds.
    public var cpuPeriod: Int64?
    /// The CFS quota, in microseconds.
    public var cpuQuota: Int64?
    /// The real-time period, in microseconds.
    public var cpuRealtimePeriod: Int64?
    /// The real-time runtime, in microseconds.
    public var cpuRealtimeRuntime: Int64?
    /// The relative CPU weight.
    public var cpuShares: Int64?
    /// The CPUs to run on, such as `0-3` or `0,1`.
    public var cpuSet: String?
    /// The most memory a container may use.
    public var memoryLimit: ByteCount?
    /// The memory that is reserved.
    public var memoryReservation: ByteCount?
    /// The most memory and swap together; `-1` is unlimited.
    public var memorySwapLimit: ByteCount?
    /// How readily memory is swapped, 0 to 100.
    public var memorySwappiness: Int64?
    /// The most processes; `-1` is unlimited.
    public var pidsLimit: Int64?
    /// The size of `/dev/shm`.
    public var sharedMemorySize: ByteCount?
    /// Whether the kernel must not kill the container when memory runs out.
    public var disablesOutOfMemoryKiller: Bool
    /// How likely the kernel is to kill the container when memory runs out, -1000 to 1000.
    public var outOfMemoryScoreAdjustment: Int64?
    /// Limits and weights of block devices.
    public var blockIO: BlockIOSettings?
    /// Resource limits by name, such as `nofile`.
    public var ulimits: OrderedDictionary<String, Ulimit>
    /// Host devices that are handed to the container.
    public var devices: [DeviceMapping]
    /// Requested GPUs.
    public var gpus: [DeviceRequest]

    /// Creates settings that leave everything to the engine.
    public init() {
        disablesOutOfMemoryKiller = false
        ulimits = [:]
        devices = []
        gpus = []
    }
}
