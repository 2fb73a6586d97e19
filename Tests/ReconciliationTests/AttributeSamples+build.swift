extension AttributeSamples {
    /// What stands below `build`.
    static let build: [String: AttributeSample] = Dictionary(
        uniqueKeysWithValues: [
            ("args", "args: {A: b}"),
            ("additional_contexts", "additional_contexts: {a: ./a}"),
            ("cache_from", "cache_from: [x]"),
            ("cache_to", "cache_to: [type=inline]"),
            ("dockerfile", "dockerfile: D"),
            ("dockerfile_inline", "dockerfile_inline: FROM x"),
            ("entitlements", "entitlements: [network.host]"),
            ("extra_hosts", "extra_hosts: ['a:1.1.1.1']"),
            ("isolation", "isolation: process"),
            ("labels", "labels: {a: b}"),
            ("network", "network: host"),
            ("no_cache", "no_cache: true"),
            ("no_cache_filter", "no_cache_filter: [x]"),
            ("platforms", "platforms: [linux/arm64]"),
            ("privileged", "privileged: true"),
            ("provenance", "provenance: true"),
            ("pull", "pull: true"),
            ("sbom", "sbom: true"),
            ("secrets.source", "secrets: [s]"),
            ("shm_size", "shm_size: 64m"),
            ("ssh", "ssh: [own=/key]"),
            ("tags", "tags: ['a:1']"),
            ("target", "target: t"),
            ("ulimits", "ulimits: {nofile: {soft: 1, hard: 2}}"),
        ]
        .map { ($0, AttributeSample.service("build: {context: /x}", "build: {context: /x, \($1)}")) }
    )
    .merging(["context": .service("build: {context: /x}", "build: {context: /y}")]) { $1 }
    .merging(secrets) { $1 }.merging(limits) { $1 }

    /// The two values of a limit.
    private static let limits = Dictionary(
        uniqueKeysWithValues: [("soft", "soft: 2, hard: 9"), ("hard", "soft: 1, hard: 8")].map { name, values in
            (
                "ulimits.*.\(name)",
                AttributeSample.service(
                    "build: {context: /x, ulimits: {nofile: {soft: 1, hard: 9}}}",
                    "build: {context: /x, ulimits: {nofile: {\(values)}}}"
                )
            )
        }
    )

    /// What is said of a secret beside its source.
    private static let secrets = Dictionary(
        uniqueKeysWithValues: [("target", "t"), ("uid", "'1'"), ("gid", "'1'"), ("mode", "0440")].map { name, value in
            (
                "secrets.\(name)",
                AttributeSample.service(
                    "build: {context: /x, secrets: [{source: s}]}",
                    "build: {context: /x, secrets: [{source: s, \(name): \(value)}]}"
                )
            )
        }
    )
}
