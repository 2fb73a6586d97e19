#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension EngineEndpoint {
    /// Finds the engine that `docker` would talk to.
    ///
    /// The context that is named with `--context`, else `DOCKER_HOST`, else the context named by `DOCKER_CONTEXT`, else the
    /// current context of `config.json` in `DOCKER_CONFIG` or `~/.docker`, else port 2376 of this host where
    /// `DOCKER_TLS_VERIFY` or `DOCKER_TLS` is set, else the first of the usual sockets that exists, else
    /// `/var/run/docker.sock`. The context `default` is what there is without any, `DOCKER_HOST` included.
    ///
    /// - Parameter context: the name that was given with `--context`; an empty one is none.
    /// - Throws: ``EngineError``: ``EngineError/unsupportedEndpoint(_:)``, ``EngineError/invalidEndpoint(_:_:)``,
    ///   ``EngineError/contextNotFound(_:directory:)``, ``EngineError/configurationMalformed(path:)``,
    ///   ``EngineError/credentialMissing(path:)``.
    package static func resolve(
        context: String? = nil,
        environment: [String: String],
        homeDirectory: String,
        files: some EndpointFiles = HostEndpointFiles()
    ) throws(EngineError) -> EngineEndpoint {
        let directory = DockerConfiguration.directory(environment, homeDirectory: homeDirectory)
        let asked = context ?? ""
        let isDefault = asked.isEmpty || asked == "default"
        if isDefault, let host = environment["DOCKER_HOST"], !host.isEmpty {
            let address = try EngineAddress(parsing: host) { () throws(EngineError) in
                try .named(by: environment, configuration: directory, files: files)
            }
            return EngineEndpoint(address, origin: .hostVariable)
        }
        let chosen = asked.isEmpty ? environment["DOCKER_CONTEXT"] ?? "" : asked
        let name = chosen.isEmpty ? try currentContext(directory: directory, files: files) : chosen
        if let name, !name.isEmpty, name != "default" {
            return EngineEndpoint(
                try address(ofContext: name, directory: directory, files: files),
                origin: .context(name)
            )
        }
        if let security = try TransportSecurity.named(by: environment, configuration: directory, files: files) {
            return EngineEndpoint(
                .tcp(host: "localhost", port: 2_376, security: security),
                origin: .securityVariable
            )
        }
        let candidates = usualSockets(environment: environment, homeDirectory: homeDirectory)
        let existing = candidates.first { files.exists($0) }
        return EngineEndpoint(socketPath: existing ?? EngineAddress.systemSocket, origin: .usualSocket)
    }

    private static func usualSockets(environment: [String: String], homeDirectory: String) -> [String] {
        var paths = [EngineAddress.systemSocket]
        if let runtime = environment["XDG_RUNTIME_DIR"], !runtime.isEmpty {
            paths += ["\(runtime)/docker.sock", "\(runtime)/podman/podman.sock"]
        }
        paths += [
            "\(homeDirectory)/.docker/run/docker.sock",
            "\(homeDirectory)/.docker/desktop/docker.sock",
            "/run/podman/podman.sock",
        ]
        return paths
    }

    private static func currentContext(
        directory: String,
        files: some EndpointFiles
    ) throws(EngineError) -> String? {
        let path = "\(directory)/config.json"
        guard let contents = files.contents(of: path) else { return nil }
        return try decode(DockerPreferences.self, contents, path: path).currentContext
    }

    private static func address(
        ofContext name: String,
        directory: String,
        files: some EndpointFiles
    ) throws(EngineError) -> EngineAddress {
        let contexts = "\(directory)/contexts/meta"
        for entry in files.entries(of: contexts).sorted() {
            let path = "\(contexts)/\(entry)/meta.json"
            guard let contents = files.contents(of: path) else { continue }
            let context = try decode(DockerContext.self, contents, path: path)
            guard context.name == name, let docker = context.endpoints?["docker"], let host = docker.host else {
                continue
            }
            return try EngineAddress(parsing: host) { () throws(EngineError) in
                .ofContext(
                    in: "\(directory)/contexts/tls/\(entry)/docker",
                    verifiesEngine: docker.skipsVerification != true,
                    files: files
                )
            }
        }
        throw .contextNotFound(name, directory: contexts)
    }

    private static func decode<Value: Decodable>(
        _ type: Value.Type,
        _ contents: [UInt8],
        path: String
    ) throws(EngineError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(contents))
        } catch {
            throw .configurationMalformed(path: path)
        }
    }
}

/// The part of docker's `config.json` that is used here.
private struct DockerPreferences: Decodable {
    var currentContext: String?
}

/// The part of a context's `meta.json` that is used here.
private struct DockerContext: Decodable {
    struct Endpoint: Decodable {
        var host: String?
        var skipsVerification: Bool?

        enum CodingKeys: String, CodingKey {
            case host = "Host"
            case skipsVerification = "SkipTLSVerify"
        }
    }

    var name: String
    var endpoints: [String: Endpoint]?

    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case endpoints = "Endpoints"
    }
}
