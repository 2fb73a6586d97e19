internal import ComposeModel
internal import ComposeYAML
internal import OrderedCollections

extension ModelDecoder {
    func deploy(_ reader: AttributeReader) -> Deploy {
        var deploy = Deploy()
        deploy.mode = reader.text("mode")
        deploy.replicas = reader.int("replicas")
        deploy.labels = reader.map("labels")
        deploy.updateConfig = reader.record("update_config").map(updateConfig)
        deploy.rollbackConfig = reader.record("rollback_config").map(updateConfig)
        deploy.limits = reader.record("resources")?.record("limits").map(deployResources)
        deploy.reservations = reader.record("resources")?.record("reservations").map(deployResources)
        if let policy = reader.record("restart_policy") {
            var result = Deploy.RestartPolicy()
            result.condition = policy.text("condition")
            result.delay = policy.duration("delay")
            result.maximumAttempts = policy.int("max_attempts")
            result.window = policy.duration("window")
            deploy.restartPolicy = result
        }
        if let placement = reader.record("placement") {
            var result = Deploy.Placement()
            result.constraints = placement.texts("constraints")
            result.spreadPreferences = placement.records("preferences").compactMap { $0.text("spread") }
            result.maximumReplicasPerNode = placement.int("max_replicas_per_node")
            deploy.placement = result
        }
        deploy.endpointMode = reader.text("endpoint_mode")
        return deploy
    }

    private func updateConfig(_ reader: AttributeReader) -> Deploy.UpdateConfig {
        var config = Deploy.UpdateConfig()
        config.parallelism = reader.int("parallelism")
        config.delay = reader.duration("delay")
        config.failureAction = reader.text("failure_action")
        config.monitor = reader.duration("monitor")
        config.maximumFailureRatio = reader.double("max_failure_ratio")
        config.order = reader.text("order")
        return config
    }

    private func deployResources(_ reader: AttributeReader) -> Deploy.Resources {
        var resources = Deploy.Resources()
        resources.cpus = reader.double("cpus")
        resources.memory = reader.bytes("memory")
        resources.pids = reader.int64("pids")
        resources.devices = reader.records("devices").map(deviceRequest)
        for resource in reader.records("generic_resources") {
            guard let spec = resource.record("discrete_resource_spec"), let kind = spec.text("kind") else { continue }
            resources.genericResources[kind] = spec.int64("value") ?? 0
        }
        return resources
    }
}
