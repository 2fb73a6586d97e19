import ComposeModel
import EngineAPI
import OrderedCollections

extension ServiceTranslation {
    /// The files that are put into containers before they start.
    ///
    /// - Throws: ``ReconciliationError`` with all that cannot be had.
    func files() throws(ReconciliationError) -> [ContainerFile] {
        var errors: [ReconciliationError] = []
        var files: [ContainerFile] = []
        func add<Kind>(
            _ references: [FileReference<FileObject<Kind>>],
            _ objects: OrderedDictionary<Name<FileObject<Kind>>, FileObject<Kind>>,
            as kind: ContainerFile.Kind
        ) {
            for reference in references {
                guard let object = objects[reference.source], object.source.isPutIntoContainers else { continue }
                do throws(ReconciliationError) {
                    files.append(try file(kind, reference, object))
                } catch {
                    errors.append(error)
                }
            }
        }
        add(service.configs, project.configs, as: .config)
        add(service.secrets, project.secrets, as: .secret)
        if let error = ReconciliationError.all(of: errors) { throw error }
        return files + (service.useAPISocket ? [registryConfiguration] : [])
    }

    /// docker's configuration for a service that speaks with the engine. Credentials that change do not replace a container.
    private var registryConfiguration: ContainerFile {
        var file = ContainerFile(
            .config,
            key: "docker",
            path: "\(Self.registryDirectory)/config.json",
            content: project.registryConfiguration.text
        )
        file.isVolatile = true
        return file
    }

    /// Hands the engine's socket to a service, and says where the credentials for registries are.
    ///
    /// - Source: docker compose's `use_api_socket`; a configuration that the service names itself counts.
    func handOverSocket(to request: inout ContainerCreateRequest) {
        guard service.useAPISocket else { return }
        let socket = "/var/run/docker.sock"
        request.hostConfig.mounts.append(EngineAPI.Mount(type: .bind, source: socket, target: socket))
        guard service.environment["DOCKER_CONFIG"] == nil else { return }
        request.config.env = (request.config.env + ["DOCKER_CONFIG=\(Self.registryDirectory)"]).sorted()
    }

    private static let registryDirectory = "/run/secrets/docker"

    private func file<Kind>(
        _ kind: ContainerFile.Kind,
        _ reference: FileReference<FileObject<Kind>>,
        _ object: FileObject<Kind>
    ) throws(ReconciliationError) -> ContainerFile {
        let key = reference.source.rawValue
        func refusal(_ flaw: ReconciliationError.FileFlaw) -> ReconciliationError {
            .fileUnusable(service: service.name, kind: kind.rawValue, key: key, flaw)
        }
        func number(_ text: String?, _ attribute: String) throws(ReconciliationError) -> UInt32 {
            guard let text, !text.isEmpty else { return 0 }
            guard let number = UInt32(text) else { throw refusal(.ownerNotNumeric(attribute: attribute, text)) }
            return number
        }
        guard !service.readOnly else { throw refusal(.rootReadOnly) }
        let content: String
        switch object.source {
        case .content(let text): content = text
        case .environment(let variable):
            guard let value = object.includedValue ?? project.environment[variable] else {
                throw refusal(.variableMissing(variable))
            }
            content = value
        case .file, .external, .driver: content = ""
        }
        return ContainerFile(
            kind,
            key: key,
            path: kind == .config ? configTarget(key, reference.target) : secretTarget(key, reference.target),
            userID: try number(reference.userID, "uid"),
            groupID: try number(reference.groupID, "gid"),
            mode: reference.mode.map { UInt16(truncatingIfNeeded: $0) } ?? 0o444,
            content: content
        )
    }

    /// Where a config is in a container.
    func configTarget(_ key: String, _ target: String?) -> String {
        let target = target ?? key
        return target.hasPrefix("/") ? target : "/\(target)"
    }

    /// Where a secret is in a container.
    func secretTarget(_ key: String, _ target: String?) -> String {
        let target = target ?? key
        return target.hasPrefix("/") ? target : "/run/secrets/\(target)"
    }
}

extension FileObject.Source {
    /// Whether it is put into containers; files of the host are mounted.
    var isPutIntoContainers: Bool {
        switch self {
        case .environment, .content: true
        case .file, .external, .driver: false
        }
    }
}
