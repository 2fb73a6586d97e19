internal import OrderedCollections

/// How an attribute of one layer is laid over the same attribute of an earlier one.
///
/// - Source: Compose Specification, "Merge".
enum MergeRule: Sendable {
    /// The later value takes the place of the earlier one, even when it is null.
    case replace
    /// The later mapping's entries take the place of the earlier ones', even when they are null.
    case replaceEntries
    /// The later list's items are added; of two with the same key, the later one stands in the earlier one's place.
    case appendByKey(ItemKey)
    /// The later list's addresses are added to each host, without repeating any.
    case appendAddresses
    /// Options are merged for the same driver, or when one side names none; for another driver they are replaced.
    case logging
    /// The later pools, each laid over the earlier one of the same subnet; earlier ones of other subnets go.
    case addressPools

    /// What tells the items of a list apart.
    enum ItemKey: Sendable {
        /// The text up to the first `=`.
        case beforeEquals
        /// The text.
        case text
        /// The values of `host_ip`, `published`, `target` and `protocol`.
        case port
        /// The value of `target`.
        case target
        /// The value of `path`.
        case path
        /// The value of `target`, or the source below a directory.
        case fileTarget(directory: String)
    }

    /// The one table of merge rules. What is not in it: mappings are merged key by key, lists are appended, scalars are
    /// replaced, and null leaves the earlier value.
    static let table = PathTable<MergeRule>([
        "services.*.annotations": .replaceEntries,
        "services.*.build.additional_contexts": .replaceEntries,
        "services.*.build.args": .replaceEntries,
        "services.*.build.extra_hosts": .appendAddresses,
        "services.*.build.labels": .replaceEntries,
        "services.*.build.tags": .appendByKey(.beforeEquals),
        "services.*.cap_add": .appendByKey(.beforeEquals),
        "services.*.cap_drop": .appendByKey(.beforeEquals),
        "services.*.command": .replace,
        "services.*.configs": .appendByKey(.fileTarget(directory: "")),
        "services.*.deploy.labels": .replaceEntries,
        "services.*.devices": .appendByKey(.target),
        "services.*.dns": .appendByKey(.beforeEquals),
        "services.*.dns_opt": .appendByKey(.beforeEquals),
        "services.*.dns_search": .appendByKey(.beforeEquals),
        "services.*.entrypoint": .replace,
        "services.*.env_file": .appendByKey(.path),
        "services.*.environment": .replaceEntries,
        "services.*.expose": .appendByKey(.text),
        "services.*.extra_hosts": .appendAddresses,
        "services.*.healthcheck.test": .replace,
        "services.*.labels": .replaceEntries,
        "services.*.links": .appendByKey(.beforeEquals),
        "services.*.logging": .logging,
        "services.*.networks.*.aliases": .appendByKey(.beforeEquals),
        "services.*.networks.*.link_local_ips": .appendByKey(.beforeEquals),
        "services.*.ports": .appendByKey(.port),
        "services.*.profiles": .appendByKey(.beforeEquals),
        "services.*.secrets": .appendByKey(.fileTarget(directory: "/run/secrets")),
        "services.*.sysctls": .replaceEntries,
        "services.*.tmpfs": .appendByKey(.beforeEquals),
        "services.*.ulimits.*": .replace,
        "services.*.volumes": .appendByKey(.target),
        "services.*.volumes.*.volume.labels": .replaceEntries,
        "networks.*.ipam.config": .addressPools,
        "networks.*.labels": .replaceEntries,
        "volumes.*.labels": .replaceEntries,
    ])
}

extension MergeRule.ItemKey {
    /// The key of an item in canonical form; `nil` for an item that equals no other.
    func key(of item: Node) -> String? {
        switch self {
        case .beforeEquals: item.scalarText.map { String($0.prefix { $0 != "=" }) }
        case .text: item.scalarText
        case .target: item["target"]?.string
        case .path: item["path"]?.string
        case .fileTarget(let directory):
            item["target"]?.string ?? item["source"]?.string.map { "\(directory)/\($0)" }
        case .port where item.mapping == nil: item.scalarText
        case .port:
            [
                item["host_ip"]?.scalarText ?? "0.0.0.0", item["published"]?.scalarText ?? "",
                item["target"]?.scalarText ?? "", item["protocol"]?.scalarText ?? "tcp",
            ].joined(separator: ":")
        }
    }
}
