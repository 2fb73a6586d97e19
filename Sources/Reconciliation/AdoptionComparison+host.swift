import EngineAPI

/// The attributes that seldom differ: rights, namespaces, limits. What a file leaves open is the engine's to choose.
extension AdoptionComparison {
    typealias Check = (name: String, isEqual: Bool)

    var rightsChecks: [Check] {
        let (wanted, actual) = (blueprint.request.hostConfig, origin.inspection.hostConfig)
        return [
            ("privileged", wanted.privileged == actual.privileged),
            ("cap_add", Set(wanted.capAdd) == Set(actual.capAdd)),
            ("cap_drop", Set(wanted.capDrop) == Set(actual.capDrop)),
            ("security_opt", Set(wanted.securityOpt) == Set(actual.securityOpt).subtracting(impliedSecurityOptions)),
            ("group_add", Set(wanted.groupAdd) == Set(actual.groupAdd)),
            ("devices", Set(wanted.devices) == Set(actual.devices)),
            ("device_cgroup_rules", Set(wanted.deviceCgroupRules) == Set(actual.deviceCgroupRules)),
            ("gpus", wanted.deviceRequests == actual.deviceRequests),
            ("read_only", wanted.readonlyRootfs == actual.readonlyRootfs),
            ("sysctls", wanted.sysctls == actual.sysctls),
            ("pid", namespace(wanted.pidMode) == namespace(actual.pidMode)),
            ("ipc", wanted.ipcMode.isEmpty || namespace(wanted.ipcMode) == namespace(actual.ipcMode)),
            ("uts", namespace(wanted.utsMode) == namespace(actual.utsMode)),
            ("userns_mode", namespace(wanted.usernsMode) == namespace(actual.usernsMode)),
            ("cgroup", wanted.cgroupnsMode.isEmpty || wanted.cgroupnsMode == actual.cgroupnsMode),
            ("cgroup_parent", wanted.cgroupParent == actual.cgroupParent),
            ("runtime", wanted.runtime.isEmpty || wanted.runtime == actual.runtime),
        ]
    }

    var limitChecks: [Check] {
        let (wanted, actual) = (blueprint.request.hostConfig, origin.inspection.hostConfig)
        return [
            ("mem_limit", wanted.memory == actual.memory),
            ("mem_reservation", wanted.memoryReservation == actual.memoryReservation),
            ("memswap_limit", wanted.memorySwap == 0 || wanted.memorySwap == actual.memorySwap),
            ("mem_swappiness", wanted.memorySwappiness == nil || wanted.memorySwappiness == actual.memorySwappiness),
            ("cpus", wanted.nanoCPUs == actual.nanoCPUs),
            ("cpu_count", wanted.cpuCount == actual.cpuCount),
            ("cpu_percent", wanted.cpuPercent == actual.cpuPercent),
            ("cpu_shares", wanted.cpuShares == actual.cpuShares),
            ("cpu_period", wanted.cpuPeriod == actual.cpuPeriod),
            ("cpu_quota", wanted.cpuQuota == actual.cpuQuota),
            ("cpu_rt_period", wanted.cpuRealtimePeriod == actual.cpuRealtimePeriod),
            ("cpu_rt_runtime", wanted.cpuRealtimeRuntime == actual.cpuRealtimeRuntime),
            ("cpuset", wanted.cpusetCPUs == actual.cpusetCPUs),
            ("pids_limit", max(wanted.pidsLimit ?? 0, 0) == max(actual.pidsLimit ?? 0, 0)),
            ("shm_size", wanted.shmSize == 0 || wanted.shmSize == actual.shmSize),
            ("ulimits", Set(wanted.ulimits) == Set(actual.ulimits)),
            ("oom_kill_disable", wanted.oomKillDisable ?? false == actual.oomKillDisable ?? false),
            ("oom_score_adj", wanted.oomScoreAdj == actual.oomScoreAdj),
            ("blkio_config", blockIO(wanted) == blockIO(actual)),
            ("storage_opt", wanted.storageOpt == actual.storageOpt),
        ]
    }

    var networkChecks: [Check] {
        let (wanted, actual) = (blueprint.request, origin.inspection)
        return [
            ("ports", bindings(wanted.hostConfig) == bindings(actual.hostConfig)),
            ("network_mode", !blueprint.attachments.isEmpty || isSameNetworkMode),
            ("networks", isSameAttachments),
            ("dns", wanted.hostConfig.dns == actual.hostConfig.dns),
            ("dns_opt", wanted.hostConfig.dnsOptions == actual.hostConfig.dnsOptions),
            ("dns_search", wanted.hostConfig.dnsSearch == actual.hostConfig.dnsSearch),
            ("extra_hosts", Set(wanted.hostConfig.extraHosts) == Set(actual.hostConfig.extraHosts)),
        ]
    }

    private var isSameAttachments: Bool {
        // Without attachments, it is the network mode that says which networks there are.
        let joined = blueprint.attachments.isEmpty ? [:] : origin.inspection.networkSettings.networks
        return Set(blueprint.attachments.map(\.network)) == Set(joined.keys)
            && blueprint.attachments.allSatisfy { wanted in
                joined[wanted.network].map { isSame(wanted.endpoint, $0) } ?? false
            }
    }

    private var isSameNetworkMode: Bool {
        let (wanted, actual) = (blueprint.request.hostConfig.networkMode, origin.inspection.hostConfig.networkMode)
        return namespace(wanted) == namespace(actual)
    }

    /// A namespace; the other tool names another container by its identifier, so only that there is one counts.
    private func namespace(_ mode: String) -> String { mode.hasPrefix("container:") ? "container" : mode }

    private func isSame(_ wanted: EndpointSettings, _ actual: EndpointSettings) -> Bool {
        // The engine adds the short identifier, and either tool the container's name.
        let own = Set([origin.inspection.name, String(origin.inspection.id.rawValue.prefix(12))])
        return Set(wanted.aliases).subtracting(own) == Set(actual.aliases).subtracting(own)
            && wanted.ipamConfig?.ipv4Address ?? "" == actual.ipamConfig?.ipv4Address ?? ""
            && wanted.ipamConfig?.ipv6Address ?? "" == actual.ipamConfig?.ipv6Address ?? ""
            && wanted.driverOpts == actual.driverOpts
    }

    /// What the engine adds by itself for a container that shares the host's processes or memory.
    private var impliedSecurityOptions: Set<String> {
        let host = blueprint.request.hostConfig
        let isImplied = host.pidMode == "host" || host.ipcMode == "host" || host.privileged
        return isImplied ? Set(["label=disable"]).subtracting(host.securityOpt) : []
    }

    private func blockIO(_ host: HostConfig) -> [AnyHashable] {
        [
            host.blkioWeight, host.blkioWeightDevice, host.blkioDeviceReadBps, host.blkioDeviceWriteBps,
            host.blkioDeviceReadIOps, host.blkioDeviceWriteIOps,
        ]
    }
}
