internal import ComposeModel
internal import ComposeYAML
internal import OrderedCollections

extension ModelDecoder {
    func resources(_ reader: AttributeReader) -> ResourceSettings {
        var settings = ResourceSettings()
        settings.cpus = reader.double("cpus")
        settings.cpuCount = reader.int64("cpu_count")
        settings.cpuPercent = reader.double("cpu_percent")
        settings.cpuPeriod = reader.int64("cpu_period")
        settings.cpuQuota = reader.int64("cpu_quota")
        settings.cpuRealtimePeriod = reader.int64("cpu_rt_period")
        settings.cpuRealtimeRuntime = reader.int64("cpu_rt_runtime")
        settings.cpuShares = reader.int64("cpu_shares")
        settings.cpuSet = reader.text("cpuset")
        settings.memoryLimit = reader.bytes("mem_limit")
        settings.memoryReservation = reader.bytes("mem_reservation")
        settings.memorySwapLimit = reader.bytes("memswap_limit")
        settings.memorySwappiness = reader.bytes("mem_swappiness")?.bytes
        settings.pidsLimit = reader.int64("pids_limit")
        settings.sharedMemorySize = reader.bytes("shm_size")
        settings.disablesOutOfMemoryKiller = reader.flag("oom_kill_disable")
        settings.outOfMemoryScoreAdjustment = reader.int64("oom_score_adj")
        settings.blockIO = reader.record("blkio_config").map(blockIO)
        settings.ulimits = reader.ulimits("ulimits")
        settings.devices = reader.records("devices").map { device in
            let source = device.text("source") ?? ""
            return DeviceMapping(
                source: source,
                target: device.text("target") ?? source,
                permissions: device.text("permissions") ?? "rwm"
            )
        }
        settings.gpus = reader.records("gpus").map(deviceRequest)
        return settings
    }

    func deviceRequest(_ reader: AttributeReader) -> DeviceRequest {
        var request = DeviceRequest(
            capabilities: reader.texts("capabilities"),
            driver: reader.text("driver"),
            count: reader.deviceCount("count"),
            deviceIDs: reader.texts("device_ids")
        )
        request.options = reader.map("options")
        return request
    }

    private func blockIO(_ reader: AttributeReader) -> BlockIOSettings {
        var settings = BlockIOSettings()
        settings.weight = reader.int("weight").flatMap(UInt16.init(exactly:))
        settings.weightDevices = reader.records("weight_device").map { device in
            let weight = device.int("weight").flatMap(UInt16.init(exactly:)) ?? 0
            return BlockIOSettings.WeightedDevice(path: device.text("path") ?? "", weight: weight)
        }
        settings.deviceReadBytes = throttled(reader, "device_read_bps")
        settings.deviceReadOperations = throttled(reader, "device_read_iops")
        settings.deviceWriteBytes = throttled(reader, "device_write_bps")
        settings.deviceWriteOperations = throttled(reader, "device_write_iops")
        return settings
    }

    private func throttled(_ reader: AttributeReader, _ name: String) -> [BlockIOSettings.ThrottledDevice] {
        reader.records(name).map { device in
            BlockIOSettings.ThrottledDevice(path: device.text("path") ?? "", rate: device.bytes("rate")?.bytes ?? 0)
        }
    }

    func security(_ reader: AttributeReader) -> SecuritySettings {
        var settings = SecuritySettings()
        settings.privileged = reader.flag("privileged")
        settings.capabilitiesAdded = reader.texts("cap_add")
        settings.capabilitiesDropped = reader.texts("cap_drop")
        settings.options = reader.texts("security_opt")
        settings.sysctls = reader.map("sysctls")
        settings.deviceCgroupRules = reader.texts("device_cgroup_rules")
        settings.pidMode = reader.text("pid").map(NamespaceMode.init)
        settings.ipcMode = reader.text("ipc").map(NamespaceMode.init)
        settings.utsMode = reader.text("uts").map(NamespaceMode.init)
        settings.userNamespaceMode = reader.text("userns_mode").map(NamespaceMode.init)
        settings.cgroupMode = reader.text("cgroup").map(NamespaceMode.init)
        settings.cgroupParent = reader.text("cgroup_parent")
        if let spec = reader.record("credential_spec") {
            settings.credentialSpecification =
                spec.text("config").map { .config(ConfigName($0)) } ?? spec.text("file").map { .file($0) }
                ?? spec.text("registry").map { .registry($0) }
        }
        return settings
    }
}
