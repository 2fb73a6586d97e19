import ComposeModel
import EngineAPI
import OrderedCollections

/// What containers may use of the machine; `deploy.resources` counts where the service itself sets nothing.
extension AttributeTable {
    static let resources: [AttributeRow] =
        memory + processors + devices + [
            .setting(
                "pids_limit",
                "PidsLimit",
                \.hostConfig.pidsLimit,
                isShown: true,
                isSame: { max($0 ?? 0, 0) == max($1 ?? 0, 0) },
                { $0.resources.pidsLimit ?? $0.deploy?.limits?.pids }
            ),
            .setting("ulimits", "Ulimits", \.hostConfig.ulimits, isSame: { Set($0) == Set($1) }) { service in
                service.resources.ulimits
                    .map { EngineAPI.Ulimit(name: $0, soft: $1.soft, hard: $1.hard) }
                    .sorted { $0.name < $1.name }
            },
        ]

    private static let memory: [AttributeRow] = [
        .setting("mem_limit", "Memory", \.hostConfig.memory, isShown: true) {
            ($0.resources.memoryLimit ?? $0.deploy?.limits?.memory)?.bytes ?? 0
        },
        .setting("mem_reservation", "MemoryReservation", \.hostConfig.memoryReservation, isShown: true) {
            ($0.resources.memoryReservation ?? $0.deploy?.reservations?.memory)?.bytes ?? 0
        },
        .setting(
            "memswap_limit",
            "MemorySwap",
            \.hostConfig.memorySwap,
            isShown: true,
            isSame: { $0 == 0 || $0 == $1 },
            { $0.resources.memorySwapLimit?.bytes ?? 0 }
        ),
        .setting(
            "mem_swappiness",
            "MemorySwappiness",
            \.hostConfig.memorySwappiness,
            isSame: { $0 == nil || $0 == $1 },
            { $0.resources.memorySwappiness }
        ),
        .setting("shm_size", "ShmSize", \.hostConfig.shmSize, isShown: true, isSame: { $0 == 0 || $0 == $1 }) {
            $0.resources.sharedMemorySize?.bytes ?? 0
        },
        .setting(
            "oom_kill_disable",
            "OomKillDisable",
            \.hostConfig.oomKillDisable,
            isSame: { $0 ?? false == $1 ?? false },
            { $0.resources.disablesOutOfMemoryKiller ? true : nil }
        ),
        .setting("oom_score_adj", "OomScoreAdj", \.hostConfig.oomScoreAdj) {
            Int($0.resources.outOfMemoryScoreAdjustment ?? 0)
        },
    ]

    private static let processors: [AttributeRow] = [
        .setting("cpus", "NanoCpus", \.hostConfig.nanoCPUs, isShown: true) {
            Int64((($0.resources.cpus ?? $0.deploy?.limits?.cpus ?? 0) * 1e9).rounded())
        },
        .setting("cpu_count", "CpuCount", \.hostConfig.cpuCount) { $0.resources.cpuCount ?? 0 },
        .setting("cpu_percent", "CpuPercent", \.hostConfig.cpuPercent) {
            Int64(($0.resources.cpuPercent ?? 0).rounded())
        },
        .setting("cpu_shares", "CpuShares", \.hostConfig.cpuShares, isShown: true) { $0.resources.cpuShares ?? 0 },
        .setting("cpu_period", "CpuPeriod", \.hostConfig.cpuPeriod) { $0.resources.cpuPeriod ?? 0 },
        .setting("cpu_quota", "CpuQuota", \.hostConfig.cpuQuota) { $0.resources.cpuQuota ?? 0 },
        .setting("cpu_rt_period", "CpuRealtimePeriod", \.hostConfig.cpuRealtimePeriod) {
            $0.resources.cpuRealtimePeriod ?? 0
        },
        .setting("cpu_rt_runtime", "CpuRealtimeRuntime", \.hostConfig.cpuRealtimeRuntime) {
            $0.resources.cpuRealtimeRuntime ?? 0
        },
        .setting("cpuset", "CpusetCpus", \.hostConfig.cpusetCPUs, isShown: true) { $0.resources.cpuSet ?? "" },
    ]

    private static let devices: [AttributeRow] = [
        .setting("devices", "Devices", \.hostConfig.devices, isSame: { Set($0) == Set($1) }) { service in
            service.resources.devices.map {
                EngineAPI.DeviceMapping(
                    pathOnHost: $0.source,
                    pathInContainer: $0.target,
                    cgroupPermissions: $0.permissions
                )
            }
        },
        .setting("gpus", "DeviceRequests", \.hostConfig.deviceRequests) { service in
            // What is asked for as a graphics processor is one, whatever else it has to be able to do.
            let processors = service.resources.gpus.map { request in
                var request = request
                if !request.capabilities.contains("gpu") { request.capabilities.append("gpu") }
                return request
            }
            return (processors + (service.deploy?.reservations?.devices ?? [])).map { request in
                EngineAPI.DeviceRequest(
                    driver: request.driver ?? "",
                    count: request.count ?? 0,
                    deviceIDs: request.deviceIDs,
                    capabilities: [request.capabilities],
                    options: Dictionary(uniqueKeysWithValues: request.options.map { ($0, $1) })
                )
            }
        },
        .container(
            "blkio_config",
            ContainerAttribute(
                names: [
                    "BlkioWeight": "blkio_config.weight", "BlkioWeightDevice": "blkio_config.weight_device",
                    "BlkioDeviceReadBps": "blkio_config.device_read_bps",
                    "BlkioDeviceReadIOps": "blkio_config.device_read_iops",
                    "BlkioDeviceWriteBps": "blkio_config.device_write_bps",
                    "BlkioDeviceWriteIOps": "blkio_config.device_write_iops",
                ],
                translate: { $0.translateBlockIO(into: &$1.hostConfig) },
                isSame: { $0.blockIO($0.wanted.hostConfig) == $0.blockIO($0.actual.hostConfig) }
            )
        ),
    ]
}
