/// The top level of a Compose file, and the resources on it.
extension Record {
    static let project = Record(
        "project",
        [
            .text("version"),
            .text("name"),
            Attribute("include", .sequence(.either([.text, .record(.include)]), unique: false), .verbatim),
            Attribute("services", .mapping(.record(.service), keys: .name), .map(.record(.service))),
            Attribute("networks", .mapping(.record(.network), keys: .any), .map(.record(.network))),
            Attribute("volumes", .mapping(.record(.volume), keys: .name), .map(.record(.volume))),
            Attribute("secrets", .mapping(.record(.secret), keys: .name), .map(.record(.secret))),
            Attribute("configs", .mapping(.record(.config), keys: .name), .map(.record(.config))),
            Attribute("models", .mapping(.record(.model), keys: .any), .map(.record(.model))),
        ]
    )

    static let include = Record(
        "include",
        [.textOrTexts("path"), .textOrTexts("env_file"), .text("project_directory")]
    )

    static let network = Record(
        "network",
        allowsNull: true,
        [
            .text("name"),
            .text("driver"),
            .options("driver_opts"),
            Attribute("ipam", .record(.ipam), .inlineRecord(.ipam)),
            external,
            .flag("internal"),
            .flag("attachable"),
            .keyValues("labels"),
            .optionalFlag("enable_ipv4"),
            .optionalFlag("enable_ipv6"),
        ]
    )

    static let volume = Record(
        "volume",
        allowsNull: true,
        [.text("name"), .text("driver"), .options("driver_opts"), external, .keyValues("labels")]
    )

    static let config = Record(
        "config",
        [
            .text("name"), .text("file"), .text("environment"), .text("content"), external, .keyValues("labels"),
            .text("template_driver"),
        ]
    )

    static let secret = Record(
        "secret",
        [
            .text("name"), .text("file"), .text("environment"), external, .keyValues("labels"), .text("driver"),
            .options("driver_opts"), .text("template_driver"),
        ]
    )

    static let model = Record(
        "model",
        required: ["model"],
        [
            .text("name"), .text("model"), Attribute("context_size", .integer, .integer),
            .texts("runtime_flags", unique: false),
        ]
    )

    private static let external = Attribute(
        "external",
        .either([.flag, .record(Record("external", [.text("name")]))]),
        .flag
    )

    private static let ipam = Record(
        "address management",
        [
            .text("driver"),
            .records(
                "config",
                Record(
                    "address pool",
                    [
                        .text("subnet"), .text("gateway"), .text("ip_range"),
                        Attribute("aux_addresses", .mapping(.text, keys: .any), .map(.text)),
                    ]
                )
            ),
            .options("options"),
        ]
    )
}
