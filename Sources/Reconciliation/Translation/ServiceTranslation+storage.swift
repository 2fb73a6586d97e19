package import ComposeModel
import EngineAPI
import OrderedCollections

extension ServiceTranslation {
    /// The options of temporary file systems by their targets.
    var temporaryFileSystems: [String: String] {
        service.tmpfs.reduce(into: [:]) { $0[$1.target] = $1.options }
    }

    /// The containers whose mounts are taken over, each with its mode behind a colon.
    var volumesFrom: [String] {
        service.volumesFrom.map { source in
            let container =
                switch source.owner {
                case .service(let name): project.services[name].map(containerName) ?? name.rawValue
                case .container(let name): name
                }
            return ([container] + [source.mode].compactMap(\.self)).joined(separator: ":")
        }
    }

    /// Mounts the files of configs.
    func mountConfigs(into host: inout HostConfig) {
        for reference in service.configs {
            let object = project.configs[reference.source]
            mountFile(object?.source, at: configTarget(reference.source.rawValue, reference.target), into: &host)
        }
    }

    /// Mounts the files of secrets.
    func mountSecrets(into host: inout HostConfig) {
        for reference in service.secrets {
            let object = project.secrets[reference.source]
            mountFile(object?.source, at: secretTarget(reference.source.rawValue, reference.target), into: &host)
        }
    }

    /// Adds a mount.
    func translate(_ mount: ComposeModel.Mount, into host: inout HostConfig) {
        switch mount.kind {
        case .bind(let source, let options):
            if mount.hasShortForm {
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
                bind.readOnlyNonRecursive = options.recursive == "writable"
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
        // Refused before.
        case .namedPipe, .cluster: break
        }
    }

    private func mountFile<Kind>(
        _ source: FileObject<Kind>.Source?,
        at target: String,
        into host: inout HostConfig
    ) {
        // All other forms are put into the container, or refused before.
        guard case .file(let path) = source else { return }
        host.mounts.append(EngineAPI.Mount(type: .bind, source: path, target: target, readOnly: true))
    }
}

extension Service {
    /// The images that it needs beside its own: those that are mounted, and those that hooks run in.
    package var furtherImages: [String] {
        let images = mounts.compactMap(\.mountedImage) + preStart.compactMap(\.image)
        return images.filter { $0 != image }
    }
}

extension ComposeModel.Mount {
    /// The image whose file system is mounted, if it is one.
    package var mountedImage: String? { if case .image(let image, _) = kind { image } else { nil } }

    /// Whether it is a bind mount that the engine is asked for in the older form: only for that it makes a missing directory,
    /// and relabels what is mounted. A colon cannot be in it.
    var hasShortForm: Bool {
        guard case .bind(let source, let options) = kind else { return false }
        return options.createsHostPath && !source.contains(":") && !target.contains(":") && options.recursive == nil
    }

    /// Whether it is to be relabelled and cannot be.
    var losesLabel: Bool {
        guard case .bind(_, let options) = kind else { return false }
        return options.selinux != nil && !hasShortForm
    }
}
