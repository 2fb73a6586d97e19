import ComposeModel
import EngineAPI
import OrderedCollections

extension ServiceTranslation {
    /// Processor, memory, devices and other limits; `deploy.resources` counts where the service itself sets nothing.
    func translateResources(into host: inout HostConfig) {
        let resources = service.resources
        let limits = service.deploy?.limits
        let reservations = service.deploy?.reservations
        host.nanoCPUs = Int64(((resources.cpus ?? limits?.cpus ?? 0) * 1e9).rounded())
        host.cpuCount = resources.cpuCount ?? 0
        host.cpuPercent = Int64((resources.cpuPercent ?? 0).rounded())
        host.cpuPeriod = resources.cpuPeriod ?? 0
        host.cpuQuota = resources.cpuQuota ?? 0
        host.cpuRealtimePeriod = resources.cpuRealtimePeriod ?? 0
        host.cpuRealtimeRuntime = resources.cpuRealtimeRuntime ?? 0
        host.cpuShares = resources.cpuShares ?? 0
        host.cpusetCPUs = resources.cpuSet ?? ""
        host.memory = (resources.memoryLimit ?? limits?.memory)?.bytes ?? 0
        host.memoryReservation = (resources.memoryReservation ?? reservations?.memory)?.bytes ?? 0
        host.memorySwap = resources.memorySwapLimit?.bytes ?? 0
        host.memorySwappiness = resources.memorySwappiness
        host.pidsLimit = resources.pidsLimit ?? limits?.pids
        host.shmSize = resources.sharedMemorySize?.bytes ?? 0
        host.oomKillDisable = resources.disablesOutOfMemoryKiller ? true : nil
        host.oomScoreAdj = Int(resources.outOfMemoryScoreAdjustment ?? 0)
        host.ulimits = resources.ulimits
            .map { EngineAPI.Ulimit(name: $0, soft: $1.soft, hard: $1.hard) }
            .sorted { $0.name < $1.name }
        host.devices = resources.devices.map {
            EngineAPI.DeviceMapping(
                pathOnHost: $0.source,
                pathInContainer: $0.target,
                cgroupPermissions: $0.permissions
            )
        }
        host.deviceRequests = (resources.gpus + (reservations?.devices ?? [])).map(Self.deviceRequest)
        if let blockIO = resources.blockIO { translate(blockIO, into: &host) }
    }

    /// Capabilities, namespaces and kernel settings.
    func translateSecurity(into host: inout HostConfig) {
        let security = service.security
        host.privileged = security.privileged
        let added = Self.capabilities(security.capabilitiesAdded)
        host.capAdd = added.sorted()
        host.capDrop = Self.capabilities(security.capabilitiesDropped).subtracting(added).sorted()
        host.securityOpt = security.options
        host.sysctls = Dictionary(uniqueKeysWithValues: security.sysctls.map { ($0, $1) })
        host.deviceCgroupRules = security.deviceCgroupRules
        host.pidMode = namespace(security.pidMode)
        host.ipcMode = namespace(security.ipcMode)
        host.utsMode = namespace(security.utsMode)
        host.usernsMode = namespace(security.userNamespaceMode)
        host.cgroupnsMode = namespace(security.cgroupMode)
        host.cgroupParent = security.cgroupParent ?? ""
    }

    /// Capabilities under the kernel's names; all of them make any other one pointless.
    ///
    /// - Source: what docker compose sends. What is added and dropped is added.
    private static func capabilities(_ names: [String]) -> Set<String> {
        let all = "ALL"
        let capabilities = Set(
            names.map { name in
                let upper = name.uppercased()
                return upper == all || upper.hasPrefix("CAP_") ? upper : "CAP_" + upper
            }
        )
        return capabilities.contains(all) ? [all] : capabilities
    }

    private func namespace(_ mode: NamespaceMode?) -> String {
        switch mode {
        case nil: ""
        case .service(let other): "container:\(project.services[other].map(containerName) ?? other.rawValue)"
        case .some(let mode): mode.description
        }
    }

    private static func deviceRequest(_ request: ComposeModel.DeviceRequest) -> EngineAPI.DeviceRequest {
        EngineAPI.DeviceRequest(
            driver: request.driver ?? "",
            count: request.count ?? 0,
            deviceIDs: request.deviceIDs,
            capabilities: [request.capabilities],
            options: Dictionary(uniqueKeysWithValues: request.options.map { ($0, $1) })
        )
    }

    private func translate(_ settings: BlockIOSettings, into host: inout HostConfig) {
        func rates(_ devices: [BlockIOSettings.ThrottledDevice]) -> [BlockDeviceRate] {
            devices.map { BlockDeviceRate(path: $0.path, rate: $0.rate) }
        }
        host.blkioWeight = Int(settings.weight ?? 0)
        host.blkioWeightDevice = settings.weightDevices.map { BlockDeviceWeight(path: $0.path, weight: Int($0.weight)) }
        host.blkioDeviceReadBps = rates(settings.deviceReadBytes)
        host.blkioDeviceWriteBps = rates(settings.deviceWriteBytes)
        host.blkioDeviceReadIOps = rates(settings.deviceReadOperations)
        host.blkioDeviceWriteIOps = rates(settings.deviceWriteOperations)
    }
}
