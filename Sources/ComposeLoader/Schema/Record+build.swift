extension Record {
    /// `services.*.build`
    static let build = Record(
        "build section",
        [
            .text("context"),
            .text("dockerfile"),
            .text("dockerfile_inline"),
            .texts("entitlements", unique: false),
            .environment("args"),
            Attribute("provenance", .flag, .text),
            Attribute("sbom", .flag, .text),
            Attribute("ssh", .keyValues, .sshKeys),
            .keyValues("labels"),
            .texts("cache_from", unique: false),
            .texts("cache_to", unique: false),
            .flag("no_cache"),
            .textOrTexts("no_cache_filter"),
            .keyValues("additional_contexts"),
            .flag("pull"),
            .extraHosts("extra_hosts"),
            .text("isolation"),
            .text("network"),
            .text("target"),
            .fileMounts("secrets"),
            .bytes("shm_size"),
            .texts("tags", unique: false),
            .ulimits("ulimits"),
            .texts("platforms", unique: false),
            .flag("privileged"),
        ]
    )
}
