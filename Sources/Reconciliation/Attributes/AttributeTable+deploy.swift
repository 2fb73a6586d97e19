/// What of `deploy` counts on a single engine.
extension AttributeTable {
    static let deploy: [AttributeRow] = [
        .applied("services.*.deploy.replicas", to: .plan),
        .part("deploy.resources.limits.cpus", of: "cpus"),
        .part("deploy.resources.limits.memory", of: "mem_limit"),
        .part("deploy.resources.limits.pids", of: "pids_limit"),
        .part("deploy.resources.reservations.memory", of: "mem_reservation"),
        .part("deploy.resources.reservations.devices", of: "gpus"),
        .withoutEffect(
            "services.*.deploy.resources.reservations.cpus",
            because: "only Swarm chooses a node by it; an engine can reserve no processor"
        ),
        .withoutEffect(
            "services.*.deploy.resources.reservations.generic_resources",
            because: "only Swarm chooses a node by them"
        ),
        .part("deploy.restart_policy.condition", of: "restart"),
        .part("deploy.restart_policy.max_attempts", of: "restart"),
        .withoutEffect("services.*.deploy.restart_policy.delay", because: restartDelay),
        .withoutEffect("services.*.deploy.restart_policy.window", because: restartDelay),
        .withoutEffect(
            "services.*.deploy.mode",
            because: "there is one node, and 'replicas' or 'scale' is how many run"
        ),
        .withoutEffect("services.*.deploy.labels", because: "they are those of Swarm's service, not of its containers"),
        .withoutEffect("services.*.deploy.update_config", because: "only Swarm rolls updates out by it"),
        .withoutEffect("services.*.deploy.rollback_config", because: "only Swarm takes updates back"),
        .withoutEffect("services.*.deploy.placement", because: "there is one node"),
        .withoutEffect("services.*.deploy.endpoint_mode", because: "only Swarm balances a service's containers"),
    ]

    private static let restartDelay =
        "the engine waits before each restart as it chooses, longer from one to the next"
}
