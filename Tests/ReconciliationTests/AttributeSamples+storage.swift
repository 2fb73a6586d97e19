extension AttributeSamples {
    /// What is mounted.
    static let storage: [String: AttributeSample] = [
        "volumes.type": mount("type: volume, source: data", "type: tmpfs"),
        "volumes.source": mount("type: bind, source: /a", "type: bind, source: /b"),
        "volumes.target": .service(
            "volumes: [{type: bind, source: /a, target: /a}]",
            "volumes: [{type: bind, source: /a, target: /b}]"
        ),
        "volumes.read_only": bind("read_only: true"),
        "volumes.consistency": bind("consistency: cached"),
        "volumes.bind.selinux": bind("bind: {selinux: z}"),
        "volumes.bind.propagation": bind("bind: {propagation: rslave}"),
        "volumes.bind.create_host_path": bind("bind: {create_host_path: false}"),
        "volumes.bind.recursive": mount(
            "type: bind, source: /a, bind: {recursive: disabled}",
            "type: bind, source: /a, bind: {recursive: writable}"
        ),
        "volumes.volume.labels": volume("labels: {a: b}"),
        "volumes.volume.nocopy": volume("nocopy: true"),
        "volumes.volume.subpath": volume("subpath: s"),
        "volumes.tmpfs.size": mount("type: tmpfs", "type: tmpfs, tmpfs: {size: 10m}"),
        "volumes.tmpfs.mode": mount("type: tmpfs", "type: tmpfs, tmpfs: {mode: 0755}"),
        "volumes.image.subpath": mount("type: image, source: i", "type: image, source: i, image: {subpath: s}"),
    ].merging(fileReferences) { $1 }

    private static let fileReferences: [String: AttributeSample] = Dictionary(
        uniqueKeysWithValues: [("configs", "c", "d", "e"), ("secrets", "s", "t", "u")].flatMap {
            kind,
            first,
            second,
            put in
            [
                ("\(kind).source", first, "source: \(second), target: /x"),
                ("\(kind).target", first, "source: \(first), target: /y"),
                ("\(kind).uid", put, "source: \(put), target: /x, uid: '1'"),
                ("\(kind).gid", put, "source: \(put), target: /x, gid: '1'"),
                ("\(kind).mode", put, "source: \(put), target: /x, mode: 0440"),
            ]
            .map { name, source, after in
                (
                    name,
                    AttributeSample.service(
                        "\(kind): [{source: \(source), target: /x}]",
                        "\(kind): [{\(after)}]"
                    )
                )
            }
        }
    )

    private static func mount(_ before: String, _ after: String) -> AttributeSample {
        .service("volumes: [{target: /x, \(before)}]", "volumes: [{target: /x, \(after)}]")
    }

    private static func bind(_ setting: String) -> AttributeSample {
        mount("type: bind, source: /a", "type: bind, source: /a, \(setting)")
    }

    private static func volume(_ setting: String) -> AttributeSample {
        mount("type: volume, source: data", "type: volume, source: data, volume: {\(setting)}")
    }
}
