#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension EngineEndpoint {
    /// Finds the engine that `docker` would talk to.
    ///
    /// `DOCKER_HOST`, else the context named by `DOCKER_CONTEXT`, else the current context of `config.json` in
    /// `DOCKER_CONFIG` or `~/.docker`, else the first of the usual sockets that exists, else `/var/run/docker.sock`.
    ///
    /// - Throws: ``EngineError``: ``EngineError/unsupportedEndpoint(_:)``, ``EngineError/invalidEndpoint(_:)``,
    ///   ``EngineError/contextNotFound(_:directory:)``, ``EngineError/configurationMalformed(path:)``.
    package static func resolve(
        environment: [String: String],
        homeDirectory: String,
        files: some EndpointFiles = HostEndpointFiles()
    ) throws(EngineError) -> EngineEndpoint {
        if let host = environment["DOCKER_HOST"], !host.isEmpty {
            return EngineEndpoint(socketPath: try socketPath(of: host), origin: .hostVariable)
        }
        let variable = environment["DOCKER_CONFIG"] ?? ""
        let directory = variable.isEmpty ? homeDirectory + "/.docker" : variable
        let chosen = environment["DOCKER_CONTEXT"] ?? ""
        let name = chosen.isEmpty ? try currentContext(directory: directory, files: files) : chosen
        if let name, !name.isEmpty, name != "default" {
            let host = try host(ofContext: name, directory: directory, files: files)
            return EngineEndpoint(socketPath: try socketPath(of: host), origin: .context(name))
        }
        let candidates = usualSockets(environment: environment, homeDirectory: homeDirectory)
        let existing = candidates.first { files.exists($0) }
        return EngineEndpoint(socketPath: existing ?? systemSocket, origin: .usualSocket)
    }

    private static let systemSocket = "/var/run/docker.sock"

    private static func usualSockets(environment: [String: String], homeDirectory: String) -> [String] {
        var paths = [systemSocket]
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

    private static func socketPath(of host: String) throws(EngineError) -> String {
        guard let separator = host.firstRange(of: "://") else { throw .invalidEndpoint(host) }
        guard host[..<separator.lowerBound] == "unix" else { throw .unsupportedEndpoint(host) }
        let path = String(host[separator.upperBound...])
        guard path.hasPrefix("/") || path.isEmpty else { throw .invalidEndpoint(host) }
        return path.isEmpty ? systemSocket : path
    }

    private static func currentContext(
        directory: String,
        files: some EndpointFiles
    ) throws(EngineError) -> String? {
        let path = "\(directory)/config.json"
        guard let contents = files.contents(of: path) else { return nil }
        return try decode(DockerConfiguration.self, contents, path: path).currentContext
    }

    private static func host(
        ofContext name: String,
        directory: String,
        files: some EndpointFiles
    ) throws(EngineError) -> String {
        let contexts = "\(directory)/contexts/meta"
        for entry in files.entries(of: contexts).sorted() {
            let path = "\(contexts)/\(entry)/meta.json"
            guard let contents = files.contents(of: path) else { continue }
            let context = try decode(DockerContext.self, contents, path: path)
            if context.name == name, let host = context.endpoints?["docker"]?.host { return host }
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
private struct DockerConfiguration: Decodable {
    var currentContext: String?
}

/// The part of a context's `meta.json` that is used here.
private struct DockerContext: Decodable {
    struct Endpoint: Decodable {
        var host: String?

        enum CodingKeys: String, CodingKey {
            case host = "Host"
        }
    }

    var name: String
    var endpoints: [String: Endpoint]?

    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case endpoints = "Endpoints"
    }
}
