import ComposeModel
import EngineAPI
import OrderedCollections

extension ServiceTranslation {
    /// Mounts, temporary file systems, configs and secrets.
    func translateStorage(into config: inout ContainerConfig, _ host: inout HostConfig) {
        for mount in service.mounts { translate(mount, into: &host) }
        for entry in service.tmpfs {
            let parts = entry.split(separator: ":", maxSplits: 1).map(String.init)
            if let target = parts.first { host.tmpfs[target] = parts.count > 1 ? parts[1] : "" }
        }
        for reference in service.configs {
            let object = project.configs[reference.source]
            mountFile(object?.source, at: reference.target ?? "/\(reference.source)", into: &host)
        }
        for reference in service.secrets {
            let object = project.secrets[reference.source]
            let target = reference.target ?? reference.source.rawValue
            mountFile(object?.source, at: target.hasPrefix("/") ? target : "/run/secrets/\(target)", into: &host)
        }
        host.volumesFrom = service.volumesFrom.map { entry in
            let parts = entry.split(separator: ":").map(String.init)
            if parts.first == "container" { return parts.dropFirst().joined(separator: ":") }
            let service = parts.first ?? ""
            let name = project.services[ServiceName(service)].map(containerName) ?? service
            return ([name] + parts.dropFirst()).joined(separator: ":")
        }
        host.readonlyRootfs = service.readOnly
        host.storageOpt = Dictionary(uniqueKeysWithValues: service.storageOptions.map { ($0, $1) })
    }

    private func translate(_ mount: ComposeModel.Mount, into host: inout HostConfig) {
        switch mount.kind {
        case .bind(let source, let options):
            // The engine makes a missing directory only for the older form, which cannot hold a colon.
            if options.createsHostPath, !source.contains(":"), !mount.target.contains(":"), options.recursive == nil {
                var modes = [mount.readOnly ? "ro" : "rw"]
                if let propagation = options.propagation { modes.append(propagation) }
                if let selinux = options.selinux { modes.append(selinux) }
                host.binds.append("\(source):\(mount.target):\(modes.joined(separator: ","))")
            } else {
                var request = EngineAPI.Mount(
                    type: .bind,
                    source: source,
                    target: mount.target,
                    readOnly: mount.readOnly
                )
                var bind = EngineAPI.Mount.BindOptions()
                bind.propagation = options.propagation ?? ""
                bind.nonRecursive = options.recursive == "disabled"
                bind.readOnlyForceRecursive = options.recursive == "readonly"
                request.bindOptions = bind
                host.mounts.append(request)
            }
        case .volume(let source, let options):
            var request = EngineAPI.Mount(
                type: .volume,
                source: source.map { project.volumes[$0]?.name ?? $0.rawValue } ?? "",
                target: mount.target,
                readOnly: mount.readOnly
            )
            if options.noCopy || options.subpath != nil || !options.labels.isEmpty {
                var volume = EngineAPI.Mount.VolumeOptions()
                volume.noCopy = options.noCopy
                volume.subpath = options.subpath ?? ""
                volume.labels = Dictionary(uniqueKeysWithValues: options.labels.map { ($0, $1) })
                request.volumeOptions = volume
            }
            host.mounts.append(request)
        case .tmpfs(let options):
            var request = EngineAPI.Mount(type: .tmpfs, target: mount.target, readOnly: mount.readOnly)
            request.tmpfsOptions = EngineAPI.Mount.TmpfsOptions(
                sizeBytes: options.size?.bytes ?? 0,
                mode: Int(options.mode ?? 0)
            )
            host.mounts.append(request)
        case .image(let source, let subpath):
            var request = EngineAPI.Mount(type: .image, source: source, target: mount.target, readOnly: mount.readOnly)
            if let subpath { request.imageOptions = EngineAPI.Mount.ImageOptions(subpath: subpath) }
            host.mounts.append(request)
        case .namedPipe(let source):
            host.mounts.append(
                EngineAPI.Mount(type: .namedPipe, source: source, target: mount.target, readOnly: mount.readOnly)
            )
        // Refused before.
        case .cluster: break
        }
    }

    private func mountFile<Kind>(
        _ source: FileObject<Kind>.Source?,
        at target: String,
        into host: inout HostConfig
    ) {
        // All other forms are refused before.
        guard case .file(let path) = source else { return }
        host.mounts.append(EngineAPI.Mount(type: .bind, source: path, target: target, readOnly: true))
    }

    /// The mounts, configs and secrets that no container can be given yet.
    var unsupportedMounts: [ReconciliationError] {
        var errors: [ReconciliationError] = []
        for mount in service.mounts {
            if case .cluster = mount.kind { errors.append(.unsupported(service: service.name, attribute: "volumes")) }
        }
        for reference in service.configs {
            errors += refusal(of: project.configs[reference.source]?.source, "config", reference.source.rawValue)
        }
        for reference in service.secrets {
            errors += refusal(of: project.secrets[reference.source]?.source, "secret", reference.source.rawValue)
        }
        return errors
    }

    private func refusal<Kind>(
        of source: FileObject<Kind>.Source?,
        _ kind: String,
        _ key: String
    ) -> [ReconciliationError] {
        // Loading refuses references to what is not declared.
        guard let source else { return [.unsupported(service: service.name, attribute: "\(kind)s")] }
        if case .file = source { return [] }
        return [.unsupportedFile(service: service.name, kind: kind, key: key, form: source.form)]
    }
}
