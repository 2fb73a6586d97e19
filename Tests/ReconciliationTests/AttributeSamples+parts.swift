extension AttributeSamples {
    /// Attributes within those of a service.
    static let parts: [String: AttributeSample] = [
        "blkio_config.weight": .service("blkio_config: {weight: 300}"),
        "blkio_config.weight_device.path": blkio(
            "weight_device: [{path: /a, weight: 4}]",
            "weight_device: [{path: /b, weight: 4}]"
        ),
        "blkio_config.weight_device.weight": blkio(
            "weight_device: [{path: /a, weight: 4}]",
            "weight_device: [{path: /a, weight: 5}]"
        ),
        "depends_on.*.condition": dependency("condition: service_started", "condition: service_healthy"),
        "depends_on.*.restart": dependency("condition: service_started", "condition: service_started, restart: true"),
        "depends_on.*.required": dependency(
            "condition: service_healthy",
            "condition: service_healthy, required: false"
        ),
        "devices.source": .service("devices: [{source: /a, target: /x}]", "devices: [{source: /b, target: /x}]"),
        "devices.target": .service("devices: [{source: /a}]", "devices: [{source: /a, target: /x}]"),
        "devices.permissions": .service("devices: [{source: /a}]", "devices: [{source: /a, permissions: r}]"),
        "env_file.path": .service("env_file: [{path: one.env}]"),
        "env_file.required": .service("env_file: [{path: none.env}]", "env_file: [{path: none.env, required: false}]"),
        "env_file.format": .service("env_file: [{path: two.env}]", "env_file: [{path: two.env, format: raw}]"),
        "extends.service": .service("extends: {service: template}"),
        "extends.file": .service("extends: {service: template}", "extends: {service: template, file: other.yaml}"),
        "healthcheck.test": .service("healthcheck: {test: check}"),
        "healthcheck.interval": healthcheck("interval: 1s"),
        "healthcheck.timeout": healthcheck("timeout: 1s"),
        "healthcheck.retries": healthcheck("retries: 7"),
        "healthcheck.start_period": healthcheck("start_period: 1s"),
        "healthcheck.start_interval": .service(
            "healthcheck: {test: check, start_period: 9s}",
            "healthcheck: {test: check, start_period: 9s, start_interval: 1s}"
        ),
        "healthcheck.disable": healthcheck("disable: true"),
        "logging.driver": .service("logging: {driver: syslog}"),
        "logging.options": .service("logging: {driver: syslog}", "logging: {driver: syslog, options: {a: b}}"),
        "networks.*.aliases": attachment("aliases: [a]"),
        "networks.*.driver_opts": attachment("driver_opts: {a: b}"),
        "networks.*.gw_priority": attachment("gw_priority: 1"),
        "networks.*.interface_name": attachment("interface_name: eth9"),
        "networks.*.ipv4_address": attachment("ipv4_address: 172.16.0.2"),
        "networks.*.ipv6_address": attachment("ipv6_address: '::5'"),
        "networks.*.link_local_ips": attachment("link_local_ips: [169.254.0.9]"),
        "networks.*.mac_address": attachment("mac_address: '02:42:ac:11:65:43'"),
        "networks.*.priority": .service("networks: {back: , front: }", "networks: {back: , front: {priority: 5}}"),
        "ports.target": .service("ports: [{target: 80, published: '1'}]", "ports: [{target: 81, published: '1'}]"),
        "ports.published": .service("ports: [{target: 80}]", "ports: [{target: 80, published: '1'}]"),
        "ports.host_ip": port("host_ip: 127.0.0.1"),
        "ports.protocol": port("protocol: udp"),
        "ports.name": port("name: web"),
        "ports.app_protocol": port("app_protocol: http"),
        "ports.mode": port("mode: host"),
        "ulimits.*.soft": .service("ulimits: {nofile: {soft: 1, hard: 9}}", "ulimits: {nofile: {soft: 2, hard: 9}}"),
        "ulimits.*.hard": .service("ulimits: {nofile: {soft: 1, hard: 9}}", "ulimits: {nofile: {soft: 1, hard: 8}}"),
        "pre_start.image": .service("pre_start: [{command: x, image: i}]", "pre_start: [{command: x, image: j}]"),
        "pre_start.per_replica": .service("pre_start: [{command: x}]", "pre_start: [{command: x, per_replica: true}]"),
    ].merging(limitedRates) { $1 }.merging(gpus) { $1 }.merging(hooks) { $1 }.merging(watching) { $1 }

    private static let limitedRates = Dictionary(
        uniqueKeysWithValues: ["read_bps", "read_iops", "write_bps", "write_iops"].flatMap { kind in
            let before = "device_\(kind): [{path: /a, rate: 4}]"
            return [
                ("blkio_config.device_\(kind).path", blkio(before, "device_\(kind): [{path: /b, rate: 4}]")),
                ("blkio_config.device_\(kind).rate", blkio(before, "device_\(kind): [{path: /a, rate: 5}]")),
            ]
        }
    )

    private static let gpus = Dictionary(
        uniqueKeysWithValues: deviceRequests.map { name, request in
            ("gpus.\(name)", AttributeSample.service("gpus: [{}]", "gpus: [{\(request)}]"))
        }
    )

    /// One value of each attribute of a device request.
    static let deviceRequests = [
        "capabilities": "capabilities: [utility]", "driver": "driver: nvidia", "count": "count: 2",
        "device_ids": "device_ids: ['0']", "options": "options: {a: b}",
    ]

    private static let hooks = Dictionary(
        uniqueKeysWithValues: ["post_start", "pre_stop", "pre_start"].flatMap { hook in
            [
                ("\(hook).command", AttributeSample.service("\(hook): [{command: a}]", "\(hook): [{command: b}]"))
            ]
                + hookSettings.map { name, setting in
                    (
                        "\(hook).\(name)",
                        AttributeSample.service("\(hook): [{command: a}]", "\(hook): [{command: a, \(setting)}]")
                    )
                }
        }
    )

    private static let hookSettings = [
        "user": "user: root", "privileged": "privileged: true", "working_dir": "working_dir: /w",
        "environment": "environment: {A: b}",
    ]

    private static let watching: [String: AttributeSample] = [
        "develop.watch.path": rule("path: ./a, action: restart", "path: ./b, action: restart"),
        "develop.watch.action": rule(
            "path: ./a, action: sync, target: /a",
            "path: ./a, action: sync+restart, target: /a"
        ),
        "develop.watch.target": rule("path: ./a, action: sync, target: /a", "path: ./a, action: sync, target: /b"),
        "develop.watch.ignore": rule("path: ./a, action: restart", "path: ./a, action: restart, ignore: [x]"),
        "develop.watch.include": rule("path: ./a, action: restart", "path: ./a, action: restart, include: [x]"),
        "develop.watch.initial_sync": rule(
            "path: ./a, action: sync, target: /a",
            "path: ./a, action: sync, target: /a, initial_sync: true"
        ),
        "develop.watch.exec.command": exec("command: a", "command: b"),
    ].merging(hookSettings.map { ("develop.watch.exec.\($0)", exec("command: a", "command: a, \($1)")) }) { $1 }

    private static func exec(_ before: String, _ after: String) -> AttributeSample {
        let rule = "path: ./a, action: sync+exec, target: /a"
        return .service(
            "develop: {watch: [{\(rule), exec: {\(before)}}]}",
            "develop: {watch: [{\(rule), exec: {\(after)}}]}"
        )
    }

    private static func rule(_ before: String, _ after: String) -> AttributeSample {
        .service("develop: {watch: [{\(before)}]}", "develop: {watch: [{\(after)}]}")
    }

    private static func blkio(_ before: String, _ after: String) -> AttributeSample {
        .service("blkio_config: {\(before)}", "blkio_config: {\(after)}")
    }

    private static func dependency(_ before: String, _ after: String) -> AttributeSample {
        .service("depends_on: {db: {\(before)}}", "depends_on: {db: {\(after)}}")
    }

    private static func healthcheck(_ setting: String) -> AttributeSample {
        .service("healthcheck: {test: check}", "healthcheck: {test: check, \(setting)}")
    }

    private static func attachment(_ setting: String) -> AttributeSample {
        .service("networks: {front: }", "networks: {front: {\(setting)}}")
    }

    private static func port(_ setting: String) -> AttributeSample {
        .service("ports: [{target: 80, published: '1'}]", "ports: [{target: 80, published: '1', \(setting)}]")
    }
}
