import ComposeModel
import EngineAPI
import OrderedCollections

/// What is mounted into containers.
extension AttributeTable {
    static let storage: [AttributeRow] =
        [
            .container(
                "volumes",
                ContainerAttribute(
                    names: [:],
                    isShown: true,
                    translate: { translation, request in
                        for mount in translation.service.mounts {
                            translation.translate(mount, into: &request.hostConfig)
                        }
                    },
                    isSame: { $0.mounts($0.wanted.hostConfig) == $0.mounts($0.actual.hostConfig) }
                )
            )
            .except("cluster volumes, which need Swarm", when: { $0.mounts.contains(where: \.isOfCluster) }),
            .withoutEffect(
                "services.*.volumes.consistency",
                because:
                    "it was for file systems that Docker Desktop shared with macOS, and no engine heeds it any more"
            ),
            .part("volumes.type").except(
                "'npipe', since named pipes are of engines on Windows",
                when: { $0.mounts.contains(where: \.isNamedPipe) }
            ),
            .part("volumes.image"),
            .part("volumes.bind.selinux").except(
                "with 'create_host_path: false' or 'recursive', since the engine relabels no such mount",
                when: { $0.mounts.contains(where: \.losesLabel) }
            ),
            .part("volumes.volume.labels", uncompared: "docker compose does not set them"),
            .part("volumes.bind.create_host_path", uncompared: "it decides nothing once the container is there"),
            .container(
                "volumes_from",
                ContainerAttribute(
                    names: ["VolumesFrom": "volumes_from"],
                    translate: { $1.hostConfig.volumesFrom = $0.volumesFrom },
                    isSame: { $0.wanted.hostConfig.volumesFrom.count == $0.actual.hostConfig.volumesFrom.count }
                )
            ),
            .container(
                "tmpfs",
                ContainerAttribute(
                    names: ["Tmpfs": "tmpfs"],
                    translate: { $1.hostConfig.tmpfs = $0.temporaryFileSystems },
                    isSame: { $0.wanted.hostConfig.tmpfs == $0.actual.hostConfig.tmpfs }
                )
            ),
            .container(
                "configs",
                ContainerAttribute(
                    names: [:],
                    translate: { $0.mountConfigs(into: &$1.hostConfig) },
                    isSame: { _ in true }
                )
            )
            .changing("volumes"),
            .container(
                "secrets",
                ContainerAttribute(
                    names: [:],
                    translate: { $0.mountSecrets(into: &$1.hostConfig) },
                    isSame: { _ in true }
                )
            )
            .changing("volumes"),
            .setting("storage_opt", "StorageOpt", \.hostConfig.storageOpt) {
                Dictionary(uniqueKeysWithValues: $0.storageOptions.map { ($0, $1) })
            },
            .setting("read_only", "ReadonlyRootfs", \.hostConfig.readonlyRootfs, isShown: true) { $0.readOnly },
        ]
        + ["configs", "secrets"].flatMap { (kind: String) -> [AttributeRow] in
            ["uid", "gid", "mode"].map { (attribute: String) -> AttributeRow in
                .part("\(kind).\(attribute)", of: kind, uncompared: notTold)
            }
        }
}

extension ComposeModel.Mount {
    fileprivate var isOfCluster: Bool { if case .cluster = kind { true } else { false } }
    fileprivate var isNamedPipe: Bool { if case .namedPipe = kind { true } else { false } }
    fileprivate var isOfImage: Bool { mountedImage != nil }
}
