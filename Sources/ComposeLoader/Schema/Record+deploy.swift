extension Record {
    /// `services.*.deploy`
    static let deploy = Record(
        "deploy section",
        allowsNull: true,
        [
            .text("mode"),
            .optionalInteger("replicas"),
            .keyValues("labels"),
            .record("update_config", .updateConfig),
            .record("rollback_config", .updateConfig),
            Attribute("resources", .record(.resources), .inlineRecord(.resources)),
            .record("restart_policy", .restartPolicy),
            Attribute("placement", .record(.placement), .inlineRecord(.placement)),
            .text("endpoint_mode"),
        ]
    )

    private static let updateConfig = Record(
        "update configuration",
        [
            .optionalInteger("parallelism"),
            .duration("delay"),
            .text("failure_action"),
            .duration("monitor"),
            .number("max_failure_ratio"),
            .choice("order", ["start-first", "stop-first"]),
        ]
    )

    private static let resources = Record(
        "resources",
        [.record("limits", .limits), .record("reservations", .reservations)]
    )

    private static let limits = Record(
        "limits",
        [.number("cpus"), Attribute("memory", .text, .bytes), Attribute("pids", .integer, .integer)]
    )

    private static let reservations = Record(
        "reservations",
        [
            .number("cpus"),
            Attribute("memory", .text, .bytes),
            .records("devices", .reservedDevice),
            .records("generic_resources", genericResource),
        ]
    )

    private static let genericResource = Record(
        "generic resource",
        [
            .record(
                "discrete_resource_spec",
                Record("resource", [.text("kind"), Attribute("value", .number, .optionalInteger)])
            )
        ]
    )

    private static let restartPolicy = Record(
        "restart policy",
        [
            .text("condition"),
            .optionalDuration("delay"),
            .optionalInteger("max_attempts"),
            .optionalDuration("window"),
        ]
    )

    private static let placement = Record(
        "placement",
        [
            .texts("constraints", unique: false),
            .records("preferences", Record("placement preference", [.text("spread")])),
            Attribute("max_replicas_per_node", .integer, .integer),
        ]
    )
}
