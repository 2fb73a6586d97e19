/// Samples of the attributes of a Compose file: of those that are applied, for each; of others, for what a row of the table
/// speaks for.
enum AttributeSamples {
    /// The samples by path.
    static let all: [String: AttributeSample] = below("services.*", service)
        .merging(below("services.*", parts)) { $1 }
        .merging(below("services.*", storage)) { $1 }
        .merging(below("services.*.deploy", deploy)) { $1 }
        .merging(below("services.*.build", build)) { $1 }
        .merging(top) { $1 }

    /// Forms that are refused of attributes that are applied.
    static let exceptions: [String: AttributeSample] = [
        "services.*.volumes": .service("volumes: [{type: cluster, target: /x, source: data}]"),
        "services.*.use_api_socket": .service("read_only: true, use_api_socket: true"),
        "services.*.volumes.type": .service("volumes: [{type: npipe, source: 'x', target: /x}]"),
        "services.*.volumes.bind.selinux": .service(
            "volumes: [{type: bind, source: /a, target: /x, bind: {selinux: z, create_host_path: false}}]"
        ),
        "services.*.build.context": .service("build: {context: 's3://example.com/x'}"),
        "services.*.build.dockerfile": .service("build: {context: 'https://example.com/x.git', dockerfile: /D}"),
        "services.*.build.dockerfile_inline": .service(
            "build: {context: 'https://example.com/x.git', dockerfile_inline: FROM x}"
        ),
        "services.*.build.additional_contexts": .service(
            "build: {context: /x, additional_contexts: {a: 'https://example.com/x.git'}}"
        ),
        "services.*.build.cache_from": .service("build: {context: /x, cache_from: ['type=s3,region=x']}"),
        "services.*.build.cache_to": .service("build: {context: /x, cache_to: ['type=s3,region=x']}"),
        "services.*.build.entitlements": .service("build: {context: /x, entitlements: [device]}"),
    ]

    private static func below(_ prefix: String, _ samples: [String: AttributeSample]) -> [String: AttributeSample] {
        Dictionary(uniqueKeysWithValues: samples.map { ("\(prefix).\($0)", $1) })
    }

    private static let top: [String: AttributeSample] = [
        "version": .top("", "version: '3'"),
        "name": .top("name: shop", "name: other"),
        "include.path": .top("include: []", "include: [{path: sub/part.yaml}]"),
        "include.env_file": .top(
            "include: [{path: sub/part.yaml}]",
            "include: [{path: sub/part.yaml, env_file: part.env}]"
        ),
        "include.project_directory": .top(
            "include: [{path: sub/part.yaml}]",
            "include: [{path: sub/part.yaml, project_directory: more}]"
        ),
    ]
    .merging(networks) { $1 }.merging(volumes) { $1 }.merging(files) { $1 }.merging(models) { $1 }

    private static let models = definitions(
        "models",
        usedBy: "models: [own]",
        first: "model: ai/m",
        [
            "name": "name: n, model: ai/m", "model": "model: ai/n", "context_size": "context_size: 10, model: ai/m",
            "runtime_flags": "runtime_flags: [a], model: ai/m",
        ]
    )

    private static let networks = definitions(
        "networks",
        usedBy: "networks: [own]",
        [
            "name": "name: own", "driver": "driver: macvlan", "driver_opts": "driver_opts: {a: b}",
            "ipam.driver": "ipam: {driver: d}", "ipam.options": "ipam: {options: {a: b}}",
            "ipam.config.subnet": "ipam: {config: [{subnet: 172.28.0.0/16}]}",
            "ipam.config.gateway": "ipam: {config: [{gateway: 172.28.0.1}]}",
            "ipam.config.ip_range": "ipam: {config: [{ip_range: 172.28.5.0/24}]}",
            "ipam.config.aux_addresses": "ipam: {config: [{aux_addresses: {h: 172.28.1.5}}]}",
            "external.name": "external: {name: outer}", "internal": "internal: true", "attachable": "attachable: true",
            "labels": "labels: {a: b}", "enable_ipv4": "enable_ipv4: false", "enable_ipv6": "enable_ipv6: true",
        ]
    )

    private static let volumes = definitions(
        "volumes",
        usedBy: "volumes: ['own:/x']",
        [
            "name": "name: own", "driver": "driver: d", "driver_opts": "driver_opts: {a: b}",
            "external.name": "external: {name: outer}", "labels": "labels: {a: b}",
        ]
    )

    private static let files = definitions(
        "configs",
        usedBy: "configs: [own]",
        first: "file: ./c",
        [
            "file": "file: ./d", "environment": "environment: PLACE", "content": "content: text",
            "external": "external: true",
            "name": "name: n, file: ./c", "labels": "labels: {a: b}, file: ./c",
            "template_driver": "template_driver: golang, file: ./c",
        ]
    )
    .merging(
        definitions(
            "secrets",
            usedBy: "secrets: [own]",
            first: "file: ./s",
            [
                "file": "file: ./t", "environment": "environment: PLACE", "external": "external: true",
                "name": "name: n, file: ./s", "labels": "labels: {a: b}, file: ./s", "driver": "driver: d, file: ./s",
                "driver_opts": "driver_opts: {a: b}, file: ./s",
                "template_driver": "template_driver: golang, file: ./s",
            ]
        )
    ) { $1 }

    private static func definitions(
        _ section: String,
        usedBy service: String,
        first: String = "",
        _ samples: [String: String]
    ) -> [String: AttributeSample] {
        Dictionary(
            uniqueKeysWithValues: samples.map { name, definition in
                (
                    "\(section).*.\(name)",
                    .top("\(section): {own: {\(first)}}", "\(section): {own: {\(definition)}}", usedBy: service)
                )
            }
        )
    }
}
