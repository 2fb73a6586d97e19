import ComposeModel
import EngineAPI
import OrderedCollections

/// What containers may do, and which namespaces they share.
extension AttributeTable {
    static let rights: [AttributeRow] =
        capabilities + [
            .setting("group_add", "GroupAdd", \.hostConfig.groupAdd, isSame: { Set($0) == Set($1) }) { $0.groupAdd },
            .setting(
                "device_cgroup_rules",
                "DeviceCgroupRules",
                \.hostConfig.deviceCgroupRules,
                isSame: { Set($0) == Set($1) },
                { $0.security.deviceCgroupRules }
            ),
            .setting("sysctls", "Sysctls", \.hostConfig.sysctls) {
                Dictionary(uniqueKeysWithValues: $0.security.sysctls.map { ($0, $1) })
            },
            .setting("cgroup_parent", "CgroupParent", \.hostConfig.cgroupParent) { $0.security.cgroupParent ?? "" },
            .part("credential_spec.file", of: "security_opt"),
            .part("credential_spec.registry", of: "security_opt"),
            .refused(
                "services.*.credential_spec.config",
                because: "an engine without Swarm has no store of configs",
                when: { if case .config = $0.security.credentialSpecification { true } else { false } }
            ),
        ] + namespaces

    private static let capabilities: [AttributeRow] = [
        .setting("privileged", "Privileged", \.hostConfig.privileged, isShown: true) { $0.security.privileged },
        .setting("cap_add", "CapAdd", \.hostConfig.capAdd, isShown: true, isSame: { Set($0) == Set($1) }) {
            $0.security.namesOfAdded.sorted()
        },
        .setting("cap_drop", "CapDrop", \.hostConfig.capDrop, isShown: true, isSame: { Set($0) == Set($1) }) {
            $0.security.namesOfDropped.sorted()
        },
        .container(
            "security_opt",
            ContainerAttribute(
                names: ["SecurityOpt": "security_opt"],
                translate: {
                    $1.hostConfig.securityOpt =
                        $0.service.security.options + [$0.service.security.credentials].compactMap(\.self)
                },
                isSame: {
                    Set($0.wanted.hostConfig.securityOpt)
                        == Set($0.actual.hostConfig.securityOpt).subtracting($0.impliedSecurityOptions)
                }
            )
        ),
    ]

    private static let namespaces: [AttributeRow] = [
        .namespace("pid", "PidMode", \.hostConfig.pidMode, isShown: true) { $0.pidMode },
        .namespace("ipc", "IpcMode", \.hostConfig.ipcMode, isShown: true, isChosen: true) { $0.ipcMode },
        .namespace("uts", "UTSMode", \.hostConfig.utsMode) { $0.utsMode },
        .namespace("userns_mode", "UsernsMode", \.hostConfig.usernsMode) { $0.userNamespaceMode },
        .namespace("cgroup", "CgroupnsMode", \.hostConfig.cgroupnsMode, isChosen: true) { $0.cgroupMode },
    ]
}

extension AttributeRow {
    /// A namespace.
    ///
    /// - Parameter isChosen: whether the engine says which one it chose where the files leave it open.
    fileprivate static func namespace(
        _ name: String,
        _ engineName: String,
        _ place: any WritableKeyPath<ContainerCreateRequest, String> & Sendable,
        isShown: Bool = false,
        isChosen: Bool = false,
        _ mode: @escaping @Sendable (SecuritySettings) -> NamespaceMode?
    ) -> AttributeRow {
        container(
            name,
            ContainerAttribute(
                names: [engineName: name],
                isShown: isShown,
                translate: { $1[keyPath: place] = $0.namespace(mode($0.service.security)) },
                isSame: { comparison in
                    let wanted = comparison.wanted[keyPath: place]
                    return isChosen && wanted.isEmpty
                        || comparison.namespace(wanted) == comparison.namespace(comparison.actual[keyPath: place])
                }
            )
        )
    }
}

extension SecuritySettings {
    /// The capabilities that are added, under the kernel's names.
    ///
    /// - Source: what docker compose sends. What is added and dropped is added.
    fileprivate var namesOfAdded: Set<String> { Self.names(of: capabilitiesAdded) }

    /// The engine's option for the credentials of a managed service account.
    ///
    /// - Source: the docker CLI's `--security-opt credentialspec=file://…`.
    fileprivate var credentials: String? {
        switch credentialSpecification {
        case .file(let path): "credentialspec=file://\(path)"
        case .registry(let value): "credentialspec=registry://\(value)"
        case .config, nil: nil
        }
    }

    /// The capabilities that are dropped, under the kernel's names.
    fileprivate var namesOfDropped: Set<String> { Self.names(of: capabilitiesDropped).subtracting(namesOfAdded) }

    /// All of them make any other one pointless.
    private static func names(of capabilities: [String]) -> Set<String> {
        let all = "ALL"
        let names = Set(
            capabilities.map { name in
                let upper = name.uppercased()
                return upper == all || upper.hasPrefix("CAP_") ? upper : "CAP_" + upper
            }
        )
        return names.contains(all) ? [all] : names
    }
}
