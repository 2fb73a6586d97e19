internal import ComposeModel
internal import ComposeYAML
internal import OrderedCollections

extension ModelDecoder {
    func readStorage(_ service: inout Service, _ reader: AttributeReader) {
        service.mounts = reader.records("volumes").map(mount)
        service.tmpfs = reader.texts("tmpfs").compactMap(temporaryFileSystem)
        service.volumesFrom = reader.texts("volumes_from").map(volumesSource)
        service.configs = reader.records("configs").map(fileReference)
        service.secrets = reader.records("secrets").map(fileReference)
        service.storageOptions = reader.map("storage_opt")
        service.readOnly = reader.flag("read_only")
    }

    func fileReference<Source>(_ reader: AttributeReader) -> FileReference<Source> {
        FileReference(
            source: Name(reader.text("source") ?? ""),
            target: reader.text("target"),
            userID: reader.text("uid"),
            groupID: reader.text("gid"),
            mode: reader.fileMode("mode")
        )
    }

    private func mount(_ reader: AttributeReader) -> Mount {
        Mount(
            kind(reader),
            at: reader.text("target") ?? "",
            readOnly: reader.flag("read_only"),
            consistency: reader.text("consistency")
        )
    }

    private func kind(_ reader: AttributeReader) -> Mount.Kind {
        let source = reader.text("source")
        switch reader.text("type") {
        case "bind":
            let bind = reader.record("bind")
            var options = Mount.BindOptions(createsHostPath: bind?.optionalFlag("create_host_path") ?? true)
            options.propagation = bind?.text("propagation")
            options.recursive = bind?.text("recursive")
            options.selinux = bind?.text("selinux")
            return .bind(source: source ?? "", options)
        case "tmpfs":
            let tmpfs = reader.record("tmpfs")
            return .tmpfs(Mount.TmpfsOptions(size: tmpfs?.bytes("size"), mode: tmpfs?.fileMode("mode")))
        case "image": return .image(source: source ?? "", subpath: reader.record("image")?.text("subpath"))
        case "cluster": return .cluster(source: source)
        case "npipe": return .namedPipe(source: source ?? "")
        default:
            let volume = reader.record("volume")
            var options = Mount.VolumeOptions(noCopy: volume?.flag("nocopy") ?? false, subpath: volume?.text("subpath"))
            options.labels = volume?.map("labels") ?? [:]
            return .volume(source: source.map { VolumeName($0) }, options)
        }
    }
}
