/// The records below a service.
extension Record {
    static let dependency = Record(
        "dependency",
        required: ["condition"],
        [
            .choice("condition", ["service_started", "service_healthy", "service_completed_successfully"]),
            .flag("restart"),
            Attribute("required", .flag, .optionalFlag),
        ]
    )

    static let device = Record(
        "device",
        required: ["source"],
        [.text("source"), .text("target"), .text("permissions")]
    )

    static let ulimit = Record(
        "ulimit",
        required: ["soft", "hard"],
        [.integer("soft"), .integer("hard")]
    )

    static let fileMount = Record(
        "file reference",
        [
            .text("source"), .text("target"), .text("uid"), .text("gid"),
            Attribute("mode", .scalar([.number, .string]), .fileMode),
        ]
    )

    static let extends = Record("extends", required: ["service"], [.text("file"), .text("service")])

    static let envFile = Record(
        "env file",
        required: ["path"],
        [.text("path"), Attribute("required", .flag, .optionalFlag), .text("format")]
    )

    static let healthcheck = Record(
        "healthcheck",
        [
            Attribute("test", .either([.text, .sequence(.text, unique: false)]), .healthcheckTest),
            .optionalDuration("timeout"),
            .optionalDuration("interval"),
            Attribute("retries", .number, .optionalInteger),
            .optionalDuration("start_period"),
            .optionalDuration("start_interval"),
            .flag("disable"),
        ]
    )

    static let logging = Record("logging", [.text("driver"), .options("options")])

    static let credentialSpec = Record("credential specification", [.text("config"), .text("file"), .text("registry")])

    static let networkAttachment = Record(
        "network attachment",
        allowsNull: true,
        [
            .texts("aliases"),
            .options("driver_opts"),
            Attribute("gw_priority", .number, .integer),
            .text("interface_name"),
            .text("ipv4_address"),
            .text("ipv6_address"),
            .texts("link_local_ips"),
            .text("mac_address"),
            Attribute("priority", .number, .integer),
        ]
    )

    static let modelBinding = Record("model binding", allowsNull: true, [.text("endpoint_var"), .text("model_var")])

    static let port = Record(
        "port",
        [
            .text("name"),
            .text("mode"),
            .text("host_ip"),
            Attribute("target", .integer, .integer),
            Attribute("published", .integer, .text),
            .text("protocol"),
            .text("app_protocol"),
        ]
    )

    static let mount = Record(
        "volume",
        required: ["type"],
        [
            .choice("type", ["bind", "volume", "tmpfs", "cluster", "npipe", "image"]),
            .text("source"),
            .text("target"),
            .flag("read_only"),
            .text("consistency"),
            .record(
                "bind",
                Record(
                    "bind options",
                    [
                        .choice("selinux", ["z", "Z"]),
                        .text("propagation"),
                        .flag("create_host_path"),
                        .choice("recursive", ["enabled", "disabled", "writable", "readonly"]),
                    ]
                )
            ),
            .record("volume", Record("volume options", [.keyValues("labels"), .flag("nocopy"), .text("subpath")])),
            .record(
                "tmpfs",
                Record(
                    "tmpfs options",
                    [Attribute("size", .ranged(.number, 0...Int.max), .bytes), Attribute("mode", .number, .integer)]
                )
            ),
            .record("image", Record("image options", [.text("subpath")])),
        ]
    )

    static let provider = Record(
        "provider",
        required: ["type"],
        [
            .text("type"),
            Attribute(
                "options",
                .mapping(
                    .either([
                        .scalar([.string, .number, .boolean]),
                        .sequence(.scalar([.string, .number, .boolean]), unique: false),
                    ]),
                    keys: .any
                ),
                .map(.list(.text))
            ),
        ]
    )

    static let hook = Record(
        "hook",
        required: ["command"],
        [.command("command"), .text("user"), .flag("privileged"), .text("working_dir"), .environment("environment")]
    )

    static let preStartHook = Record(
        "hook",
        [
            .command("command"), .text("image"), .text("user"), .flag("privileged"), .text("working_dir"),
            .environment("environment"), .flag("per_replica"),
        ]
    )

    static let develop = Record("develop section", allowsNull: true, [.records("watch", .watchRule)])

    static let watchRule = Record(
        "watch rule",
        required: ["path", "action"],
        [
            .text("path"),
            .choice("action", ["rebuild", "sync", "restart", "sync+restart", "sync+exec"]),
            .text("target"),
            Attribute("exec", .record(.hook), .inlineRecord(.hook)),
            .textOrTexts("include"),
            .textOrTexts("ignore"),
            Attribute("initial_sync", .flag, .flag),
        ]
    )

    static let gpu = deviceRequest(required: [])
    static let reservedDevice = deviceRequest(required: ["capabilities"])

    private static func deviceRequest(required: [String]) -> Record {
        Record(
            "device request",
            required: required,
            [
                .texts("capabilities"),
                .text("driver"),
                Attribute("count", .integer, .deviceCount),
                .texts("device_ids"),
                .keyValues("options"),
            ]
        )
    }

    static let blockIO = Record(
        "block I/O configuration",
        [
            .integer("weight"),
            .records("weight_device", weightedDevice),
            .records("device_read_bps", throttledDevice),
            .records("device_read_iops", throttledDevice),
            .records("device_write_bps", throttledDevice),
            .records("device_write_iops", throttledDevice),
        ]
    )

    private static let weightedDevice = Record(
        "device",
        [devicePath, Attribute("weight", .integer, .always(.integer, zero: .int(0)), jsonName: "Weight")]
    )
    private static let throttledDevice = Record(
        "device",
        [devicePath, Attribute("rate", .integer, .always(.bytes, zero: .text("0")), jsonName: "Rate")]
    )
    private static let devicePath = Attribute("path", .text, .always(.text, zero: .text("")), jsonName: "Path")
}
