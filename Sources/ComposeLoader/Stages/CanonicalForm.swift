/// Which short forms become which long form; the one table of canonicalisation.
enum CanonicalForm: Sendable {
    /// `build: DIR` → `{context: DIR}`.
    case build
    /// A list of `KEY=VALUE`, or a mapping → a mapping to texts or null.
    case keyValues
    /// As `keyValues`, but every key has a value.
    case assignments
    /// As `keyValues`, but null becomes nothing.
    case labels
    /// A list of names → a mapping of names to null.
    case names
    /// A list of services → a mapping to `{condition: service_started, required: true}`.
    case dependencies
    /// One text → a list.
    case list
    /// As `list`, but `config --no-interpolate` prints one text as it is.
    case oneOrList
    /// As `list`, without empty texts.
    case listWithoutEmpty
    /// Texts and numbers → texts.
    case texts
    /// Scalars → texts.
    case options
    /// A path, or a list of paths and mappings → a list of mappings.
    case envFiles
    /// Short forms → mappings.
    case ports
    case mounts
    case devices
    /// A name → `{source: NAME}`.
    case fileMounts
    /// `all` → `[{count: all}]`.
    case gpus
    /// Lists and mappings of either form → a mapping of hosts to lists of addresses.
    case hosts
    /// A list of IDs and `ID=PATH` → a mapping of IDs to paths or null.
    case sshKeys
    /// `extends: NAME` → `{service: NAME}`.
    case extends
    /// `external: {name: NAME}` → `external: true` and `name: NAME`.
    case external
    /// A boolean → text.
    case text

    static let table = PathTable<CanonicalForm>([
        "services.*.annotations": .labels,
        "services.*.build": .build,
        "services.*.build.additional_contexts": .assignments,
        "services.*.build.args": .keyValues,
        "services.*.build.extra_hosts": .hosts,
        "services.*.build.labels": .labels,
        "services.*.build.no_cache_filter": .list,
        "services.*.build.provenance": .text,
        "services.*.build.sbom": .text,
        "services.*.build.secrets": .fileMounts,
        "services.*.build.ssh": .sshKeys,
        "services.*.configs": .fileMounts,
        "services.*.depends_on": .dependencies,
        "services.*.deploy.labels": .labels,
        "services.*.deploy.resources.reservations.devices.*.options": .labels,
        "services.*.develop.watch.*.ignore": .list,
        "services.*.develop.watch.*.include": .list,
        "services.*.develop.watch.*.exec.environment": .keyValues,
        "services.*.devices": .devices,
        "services.*.dns": .listWithoutEmpty,
        "services.*.dns_search": .oneOrList,
        "services.*.env_file": .envFiles,
        "services.*.environment": .keyValues,
        "services.*.expose": .texts,
        "services.*.extends": .extends,
        "services.*.extra_hosts": .hosts,
        "services.*.gpus": .gpus,
        "services.*.gpus.*.options": .labels,
        "services.*.group_add": .texts,
        "services.*.label_file": .list,
        "services.*.labels": .labels,
        "services.*.logging.options": .options,
        "services.*.models": .names,
        "services.*.networks": .names,
        "services.*.networks.*.driver_opts": .options,
        "services.*.ports": .ports,
        "services.*.post_start.*.environment": .keyValues,
        "services.*.pre_start.*.environment": .keyValues,
        "services.*.pre_stop.*.environment": .keyValues,
        "services.*.secrets": .fileMounts,
        "services.*.storage_opt": .options,
        "services.*.sysctls": .labels,
        "services.*.tmpfs": .oneOrList,
        "services.*.volumes": .mounts,
        "services.*.volumes.*.volume.labels": .labels,
        "configs.*": .external,
        "configs.*.labels": .labels,
        "networks.*": .external,
        "networks.*.driver_opts": .options,
        "networks.*.ipam.options": .options,
        "networks.*.labels": .labels,
        "secrets.*": .external,
        "secrets.*.driver_opts": .options,
        "secrets.*.labels": .labels,
        "volumes.*": .external,
        "volumes.*.driver_opts": .options,
        "volumes.*.labels": .labels,
        "include.*.path": .list,
        "include.*.env_file": .list,
    ])
}
