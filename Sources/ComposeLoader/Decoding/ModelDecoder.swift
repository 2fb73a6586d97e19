internal import ComposeModel
internal import ComposeYAML
internal import OrderedCollections

/// Reads the canonical tree into the model.
struct ModelDecoder {
    let diagnostics: DiagnosticCollector
    /// The project's name, of which the names of built images are made.
    let projectName: String

    /// The project with its enabled services, and `disabled` beside them.
    func project(_ tree: Node, directory: String, disabled: OrderedDictionary<String, Node>) -> Project {
        let reader = AttributeReader(node: tree, path: NodePath(), diagnostics: diagnostics)
        var project = Project(name: ProjectName(projectName), workingDirectory: directory)
        for (name, service) in reader.entries("services") {
            project.services[ServiceName(name)] = self.service(name, service)
        }
        for (name, node) in disabled {
            let path = NodePath().appending("services").appending(name)
            let reader = AttributeReader(node: node, path: path, diagnostics: diagnostics)
            project.disabledServices[ServiceName(name)] = service(name, reader)
        }
        project.networks = resources(reader, "networks", network)
        project.volumes = resources(reader, "volumes", volume)
        project.configs = resources(reader, "configs", fileObject)
        project.secrets = resources(reader, "secrets", fileObject)
        project.models = resources(reader, "models", model)
        return project
    }

    private func resources<Resource>(
        _ reader: AttributeReader,
        _ key: String,
        _ decode: (String, AttributeReader) -> Resource
    ) -> OrderedDictionary<Name<Resource>, Resource> {
        var resources = OrderedDictionary<Name<Resource>, Resource>()
        for (name, entry) in reader.entries(key) {
            resources[Name(name)] = decode(name, entry)
        }
        resources.sort { $0.key < $1.key }
        return resources
    }

    private func network(_ key: String, _ reader: AttributeReader) -> Network {
        var network = Network(name: reader.text("name") ?? key)
        network.driver = reader.text("driver")
        network.driverOptions = reader.map("driver_opts")
        if let ipam = reader.record("ipam") {
            network.ipam.driver = ipam.text("driver")
            network.ipam.options = ipam.map("options")
            network.ipam.pools = ipam.records("config").map { pool in
                var result = Network.AddressPool()
                result.subnet = pool.text("subnet")
                result.ipRange = pool.text("ip_range")
                result.gateway = pool.text("gateway")
                result.auxiliaryAddresses = pool.map("aux_addresses")
                return result
            }
        }
        network.isExternal = reader.flag("external")
        network.isInternal = reader.flag("internal")
        network.isAttachable = reader.flag("attachable")
        network.ipv4Enabled = reader.optionalFlag("enable_ipv4")
        network.ipv6Enabled = reader.optionalFlag("enable_ipv6")
        network.labels = reader.map("labels")
        return network
    }

    private func volume(_ key: String, _ reader: AttributeReader) -> Volume {
        var volume = Volume(name: reader.text("name") ?? key)
        volume.driver = reader.text("driver")
        volume.driverOptions = reader.map("driver_opts")
        volume.isExternal = reader.flag("external")
        volume.labels = reader.map("labels")
        return volume
    }

    private func fileObject<Kind>(_ key: String, _ reader: AttributeReader) -> FileObject<Kind> {
        var object = FileObject<Kind>(name: reader.text("name") ?? key, source: fileSource(reader))
        object.labels = reader.map("labels")
        object.driver = reader.text("driver")
        object.driverOptions = reader.map("driver_opts")
        object.templateDriver = reader.text("template_driver")
        return object
    }

    private func fileSource<Kind>(_ reader: AttributeReader) -> FileObject<Kind>.Source {
        if reader.flag("external") { return .external }
        if let path = reader.text("file") { return .file(path) }
        if let variable = reader.text("environment") { return .environment(variable: variable) }
        if let content = reader.value("content") { return .content(content.scalarText ?? "") }
        return .driver
    }

    private func model(_ key: String, _ reader: AttributeReader) -> Model {
        var model = Model(name: reader.text("name") ?? key, artifact: reader.text("model") ?? "")
        model.contextSize = reader.int("context_size")
        model.runtimeFlags = reader.texts("runtime_flags")
        return model
    }
}
