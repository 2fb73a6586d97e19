extension AttributeSamples {
    /// What stands below `deploy`.
    static let deploy: [String: AttributeSample] = Dictionary(
        uniqueKeysWithValues: [
            ("replicas", "replicas: 2"),
            ("mode", "mode: global"),
            ("labels", "labels: {a: b}"),
            ("endpoint_mode", "endpoint_mode: vip"),
            (
                "update_config",
                "update_config: {parallelism: 2, delay: 1s, failure_action: pause, monitor: 1s, max_failure_ratio: 0.3, "
                    + "order: stop-first}"
            ),
            (
                "rollback_config",
                "rollback_config: {parallelism: 2, delay: 1s, failure_action: pause, monitor: 1s, "
                    + "max_failure_ratio: 0.3, order: stop-first}"
            ),
            (
                "placement",
                "placement: {constraints: [a==b], preferences: [{spread: x}], max_replicas_per_node: 1}"
            ),
            ("resources.limits.cpus", "resources: {limits: {cpus: '0.5'}}"),
            ("resources.limits.memory", "resources: {limits: {memory: 50M}}"),
            ("resources.limits.pids", "resources: {limits: {pids: 10}}"),
            ("resources.reservations.cpus", "resources: {reservations: {cpus: '0.5'}}"),
            ("resources.reservations.memory", "resources: {reservations: {memory: 50M}}"),
            (
                "resources.reservations.generic_resources",
                "resources: {reservations: {generic_resources: [{discrete_resource_spec: {kind: gpu, value: 2}}]}}"
            ),
        ]
        .map { ($0, AttributeSample.service("deploy: {\($1)}")) }
    )
    .merging(
        deviceRequests.map { name, request in
            (
                "resources.reservations.devices.\(name)",
                reservation("capabilities: [x]", name == "capabilities" ? request : "capabilities: [x], \(request)")
            )
        }
    ) { $1 }
    .merging([
        "restart_policy.condition": policy("condition: on-failure"),
        "restart_policy.max_attempts": .service(
            "deploy: {restart_policy: {condition: on-failure}}",
            "deploy: {restart_policy: {condition: on-failure, max_attempts: 3}}"
        ),
        "restart_policy.delay": policy("delay: 5s"),
        "restart_policy.window": policy("window: 5s"),
    ]) { $1 }

    private static func reservation(_ before: String, _ after: String) -> AttributeSample {
        .service(
            "deploy: {resources: {reservations: {devices: [{\(before)}]}}}",
            "deploy: {resources: {reservations: {devices: [{\(after)}]}}}"
        )
    }

    private static func policy(_ setting: String) -> AttributeSample {
        .service("deploy: {restart_policy: {}}", "deploy: {restart_policy: {\(setting)}}")
    }
}
