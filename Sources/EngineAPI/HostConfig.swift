/// The part of a container's definition that depends on the host.
///
/// - Unit and range: memory in bytes; 0 means no limit.
/// - Source: `HostConfig` of the Engine API.
package struct HostConfig: Hashable, Sendable, Codable, ZeroValued {
    /// Bind mounts and volumes in the short form `source:target[:options]`.
    @ZeroWhenAbsent package var binds: [String]
    /// Mounts in the long form.
    @ZeroWhenAbsent package var mounts: [Mount]
    /// Options of a tmpfs by its target, such as `rw,size=64m`.
    @ZeroWhenAbsent package var tmpfs: [String: String]
    /// Containers whose volumes to mount, `name[:ro|:rw]`.
    @ZeroWhenAbsent package var volumesFrom: [String]
    /// The driver of anonymous volumes.
    @ZeroWhenAbsent package var volumeDriver: String
    /// The addresses of the host at which to publish ports. Docker passes over a port that is not among
    /// ``ContainerConfig/exposedPorts``, too.
    @ZeroWhenAbsent package var portBindings: PortMap
    /// Whether to publish all exposed ports at ports of the engine's choice.
    @ZeroWhenAbsent package var publishAllPorts: Bool
    /// `bridge`, `none`, `host`, `container:id` or a network's name.
    @ZeroWhenAbsent package var networkMode: String
    /// When the engine starts the container again by itself; `nil` is never.
    package var restartPolicy: RestartPolicy?
    /// Whether the engine removes the container when it exits.
    @ZeroWhenAbsent package var autoRemove: Bool
    /// The size of the terminal at first, rows before columns; Docker heeds it since API 1.42.
    package var consoleSize: [Int]?
    /// Where the output goes; `nil` takes the engine's default.
    package var logConfig: LogConfig?

    /// Addresses of name servers.
    @ZeroWhenAbsent package var dns: [String]
    /// Options of the resolver.
    @ZeroWhenAbsent package var dnsOptions: [String]
    /// Search domains.
    @ZeroWhenAbsent package var dnsSearch: [String]
    /// Lines of `/etc/hosts` as `name:address`.
    @ZeroWhenAbsent package var extraHosts: [String]
    /// Links to other containers as `container:alias`.
    @ZeroWhenAbsent package var links: [String]

    /// Capabilities to add.
    @ZeroWhenAbsent package var capAdd: [String]
    /// Capabilities to drop.
    @ZeroWhenAbsent package var capDrop: [String]
    /// Further groups of the main process.
    @ZeroWhenAbsent package var groupAdd: [String]
    /// Whether the container has all privileges.
    @ZeroWhenAbsent package var privileged: Bool
    /// Whether the root file system is read-only.
    @ZeroWhenAbsent package var readonlyRootfs: Bool
    /// Options of security modules, such as `seccomp=…`.
    @ZeroWhenAbsent package var securityOpt: [String]
    /// Paths to hide; `nil` takes the engine's default, empty hides none.
    package var maskedPaths: [String]?
    /// Paths to make read-only; `nil` takes the engine's default, empty makes none so.
    package var readonlyPaths: [String]?

    /// `private` or `host`; empty takes the engine's default.
    @ZeroWhenAbsent package var cgroupnsMode: String
    /// `none`, `private`, `shareable`, `host` or `container:id`.
    @ZeroWhenAbsent package var ipcMode: String
    /// Empty, `host` or `container:id`.
    @ZeroWhenAbsent package var pidMode: String
    /// Empty or `host`.
    @ZeroWhenAbsent package var utsMode: String
    /// Empty or `host`.
    @ZeroWhenAbsent package var usernsMode: String
    /// Windows only: `default`, `process` or `hyperv`.
    @ZeroWhenAbsent package var isolation: String
    /// The OCI runtime; empty takes the engine's default.
    @ZeroWhenAbsent package var runtime: String
    /// Kernel parameters of the container's namespaces.
    @ZeroWhenAbsent package var sysctls: [String: String]
    /// The size of `/dev/shm`.
    @ZeroWhenAbsent package var shmSize: Int64
    /// Whether an init process reaps and forwards signals; `nil` takes the engine's default.
    package var isInit: Bool?
    /// Options of the storage driver.
    @ZeroWhenAbsent package var storageOpt: [String: String]
    /// Arbitrary annotations for the runtime; since API 1.43.
    @ZeroWhenAbsent package var annotations: [String: String]

    /// CPU time, in billionths of a CPU.
    @ZeroWhenAbsent package var nanoCPUs: Int64
    /// The relative weight of CPU time.
    @ZeroWhenAbsent package var cpuShares: Int64
    /// The length of a CPU period in microseconds.
    @ZeroWhenAbsent package var cpuPeriod: Int64
    /// CPU time in each period in microseconds.
    @ZeroWhenAbsent package var cpuQuota: Int64
    /// The length of a real-time period in microseconds.
    @ZeroWhenAbsent package var cpuRealtimePeriod: Int64
    /// Real-time CPU time in each period in microseconds.
    @ZeroWhenAbsent package var cpuRealtimeRuntime: Int64
    /// The CPUs to run on, such as `0-3,5`.
    @ZeroWhenAbsent package var cpusetCPUs: String
    /// The memory nodes to use.
    @ZeroWhenAbsent package var cpusetMems: String
    /// Windows only: the number of CPUs.
    @ZeroWhenAbsent package var cpuCount: Int64
    /// Windows only: the percentage of CPU time.
    @ZeroWhenAbsent package var cpuPercent: Int64
    /// The memory limit.
    @ZeroWhenAbsent package var memory: Int64
    /// The soft memory limit.
    @ZeroWhenAbsent package var memoryReservation: Int64
    /// Memory and swap together; -1 is unlimited swap.
    @ZeroWhenAbsent package var memorySwap: Int64
    /// 0 to 100; `nil` takes the engine's default.
    package var memorySwappiness: Int64?
    /// Whether the kernel spares the container when memory is short.
    package var oomKillDisable: Bool?
    /// -1000 to 1000: how ready the kernel is to kill it when memory is short.
    @ZeroWhenAbsent package var oomScoreAdj: Int
    /// The number of processes; `nil`, 0 and -1 mean no limit.
    package var pidsLimit: Int64?
    /// Limits of each process.
    @ZeroWhenAbsent package var ulimits: [Ulimit]
    /// The parent control group.
    @ZeroWhenAbsent package var cgroupParent: String

    /// 10 to 1000: the weight of block I/O.
    @ZeroWhenAbsent package var blkioWeight: Int
    /// The weight of block I/O by device.
    @ZeroWhenAbsent package var blkioWeightDevice: [BlockDeviceWeight]
    /// Read rates in bytes per second.
    @ZeroWhenAbsent package var blkioDeviceReadBps: [BlockDeviceRate]
    /// Write rates in bytes per second.
    @ZeroWhenAbsent package var blkioDeviceWriteBps: [BlockDeviceRate]
    /// Read rates in operations per second.
    @ZeroWhenAbsent package var blkioDeviceReadIOps: [BlockDeviceRate]
    /// Write rates in operations per second.
    @ZeroWhenAbsent package var blkioDeviceWriteIOps: [BlockDeviceRate]

    /// Devices of the host.
    @ZeroWhenAbsent package var devices: [DeviceMapping]
    /// Rules for devices of the control group, such as `c 1:3 mr`.
    @ZeroWhenAbsent package var deviceCgroupRules: [String]
    /// Requests to device drivers, such as for GPUs.
    @ZeroWhenAbsent package var deviceRequests: [DeviceRequest]

    /// Creates a configuration that leaves everything to the engine.
    package init() {}

    /// The configuration that leaves everything to the engine.
    package static var zeroValue: HostConfig { HostConfig() }

    enum CodingKeys: String, CodingKey {
        case binds = "Binds"
        case mounts = "Mounts"
        case tmpfs = "Tmpfs"
        case volumesFrom = "VolumesFrom"
        case volumeDriver = "VolumeDriver"
        case portBindings = "PortBindings"
        case publishAllPorts = "PublishAllPorts"
        case networkMode = "NetworkMode"
        case restartPolicy = "RestartPolicy"
        case autoRemove = "AutoRemove"
        case consoleSize = "ConsoleSize"
        case logConfig = "LogConfig"
        case dns = "Dns"
        case dnsOptions = "DnsOptions"
        case dnsSearch = "DnsSearch"
        case extraHosts = "ExtraHosts"
        case links = "Links"
        case capAdd = "CapAdd"
        case capDrop = "CapDrop"
        case groupAdd = "GroupAdd"
        case privileged = "Privileged"
        case readonlyRootfs = "ReadonlyRootfs"
        case securityOpt = "SecurityOpt"
        case maskedPaths = "MaskedPaths"
        case readonlyPaths = "ReadonlyPaths"
        case cgroupnsMode = "CgroupnsMode"
        case ipcMode = "IpcMode"
        case pidMode = "PidMode"
        case utsMode = "UTSMode"
        case usernsMode = "UsernsMode"
        case isolation = "Isolation"
        case runtime = "Runtime"
        case sysctls = "Sysctls"
        case shmSize = "ShmSize"
        case isInit = "Init"
        case storageOpt = "StorageOpt"
        case annotations = "Annotations"
        case nanoCPUs = "NanoCpus"
        case cpuShares = "CpuShares"
        case cpuPeriod = "CpuPeriod"
        case cpuQuota = "CpuQuota"
        case cpuRealtimePeriod = "CpuRealtimePeriod"
        case cpuRealtimeRuntime = "CpuRealtimeRuntime"
        case cpusetCPUs = "CpusetCpus"
        case cpusetMems = "CpusetMems"
        case cpuCount = "CpuCount"
        case cpuPercent = "CpuPercent"
        case memory = "Memory"
        case memoryReservation = "MemoryReservation"
        case memorySwap = "MemorySwap"
        case memorySwappiness = "MemorySwappiness"
        case oomKillDisable = "OomKillDisable"
        case oomScoreAdj = "OomScoreAdj"
        case pidsLimit = "PidsLimit"
        case ulimits = "Ulimits"
        case cgroupParent = "CgroupParent"
        case blkioWeight = "BlkioWeight"
        case blkioWeightDevice = "BlkioWeightDevice"
        case blkioDeviceReadBps = "BlkioDeviceReadBps"
        case blkioDeviceWriteBps = "BlkioDeviceWriteBps"
        case blkioDeviceReadIOps = "BlkioDeviceReadIOps"
        case blkioDeviceWriteIOps = "BlkioDeviceWriteIOps"
        case devices = "Devices"
        case deviceCgroupRules = "DeviceCgroupRules"
        case deviceRequests = "DeviceRequests"
    }
}
