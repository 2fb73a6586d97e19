package import Diagnostics
package import EngineAPI
internal import Synchronization

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The credentials for registries that `docker login` has kept: in `config.json`, or with a helper program.
///
/// - Source: `cli/config` of docker: `credHelpers` for a registry counts before `credsStore`, and that before `auths`.
package final class RegistryCredentials: Sendable {
    /// Why credentials are not used.
    package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The configuration is no JSON of the expected form.
        case configurationMalformed(path: String)
        /// The entry of a registry in the configuration is not what docker writes.
        case entryMalformed(server: String, path: String)
        /// A helper program did not give any.
        case helper(program: String, server: String, CredentialProgram.Failure)

        /// The failure's sentence; it holds no secret.
        package var description: String {
            switch self {
            case .configurationMalformed(let path): "the credentials in '\(path)' are not used: it is malformed"
            case .entryMalformed(let server, let path):
                "the credentials for '\(server)' are not used: their entry in '\(path)' is malformed"
            case .helper(let program, let server, let failure):
                "the credentials for '\(server)' are not used: '\(program)' \(failure)"
            }
        }
    }

    /// How docker calls the registry of images without one.
    static let dockerHub = "https://index.docker.io/v1/"

    private let path: String
    private let environment: [String: String]
    private let files: any EndpointFiles
    private let told = Mutex<Set<Failure>>([])

    /// Finds the configuration; it is read when it is needed.
    ///
    /// - Parameter environment: `DOCKER_CONFIG` names its directory, by default `~/.docker`; `PATH` is where helper
    ///   programs are looked for.
    package init(
        environment: [String: String],
        homeDirectory: String,
        files: some EndpointFiles = HostEndpointFiles()
    ) {
        path = DockerConfiguration.file(environment, homeDirectory: homeDirectory)
        self.environment = environment
        self.files = files
    }

    /// The credentials for the registry of an image; `nil` where there are none.
    ///
    /// - Parameter onFailure: is told why those that there are cannot be used, once for each reason.
    /// - Throws: `CancellationError`.
    package func authorization(
        for image: ImageReference,
        onFailure: (Failure) -> Void
    ) async throws -> RegistryAuthorization? {
        guard let configuration = configuration(onFailure) else { return nil }
        let host = image.registryHost
        return try await authorization(for: host ?? Self.dockerHub, configuration, onFailure)
    }

    /// The credentials for a registry that a build calls by its host; `nil` where there are none.
    ///
    /// - Parameter onFailure: is told why those that there are cannot be used, once for each reason.
    /// - Throws: `CancellationError`.
    package func authorization(
        forHost host: String,
        onFailure: (Failure) -> Void
    ) async throws -> RegistryAuthorization? {
        guard let configuration = configuration(onFailure) else { return nil }
        // What is called `docker.io` in images answers under another name.
        let server = ["registry-1.docker.io", "docker.io"].contains(host) ? Self.dockerHub : host
        return try await authorization(for: server, configuration, onFailure)
    }

    /// All credentials, by registry; a build may need any of them.
    ///
    /// - Parameter onFailure: is told why some cannot be used, once for each reason.
    /// - Throws: `CancellationError`.
    package func all(onFailure: (Failure) -> Void) async throws -> [String: RegistryAuthorization] {
        guard let configuration = configuration(onFailure) else { return [:] }
        let servers = Set((configuration.auths ?? [:]).keys).union((configuration.credHelpers ?? [:]).keys)
        var result: [String: RegistryAuthorization] = [:]
        for server in servers.sorted() {
            result[server] = try await authorization(for: server, configuration, onFailure)
        }
        return result
    }

    /// A `config.json` with all credentials and nothing else, as programs in containers read it.
    ///
    /// - Parameter onFailure: is told why some cannot be used, once for each reason.
    /// - Throws: `CancellationError`.
    package func completeConfiguration(onFailure: (Failure) -> Void) async throws -> String {
        struct Entry: Encodable {
            var auth: String?
            var identitytoken: String?
            var registrytoken: String?
        }
        let entries = try await all(onFailure: onFailure).mapValues { authorization in
            let user = "\(authorization.username):\(authorization.password)"
            return Entry(
                auth: authorization.username.isEmpty ? nil : Data(user.utf8).base64EncodedString(),
                identitytoken: authorization.identityToken.isEmpty ? nil : authorization.identityToken,
                registrytoken: authorization.registryToken.isEmpty ? nil : authorization.registryToken
            )
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(["auths": entries]), as: UTF8.self)
    }

    private func configuration(_ onFailure: (Failure) -> Void) -> Configuration? {
        guard let contents = files.contents(of: path) else { return nil }
        do {
            return try JSONDecoder().decode(Configuration.self, from: Data(contents))
        } catch {
            tell(.configurationMalformed(path: path), onFailure)
            return nil
        }
    }

    private func authorization(
        for server: String,
        _ configuration: Configuration,
        _ onFailure: (Failure) -> Void
    ) async throws -> RegistryAuthorization? {
        if let name = configuration.helper(for: server), !name.isEmpty {
            let helper = CredentialProgram(name: name, environment: environment)
            do {
                return try await helper.authorization(for: server)
            } catch let failure as CredentialProgram.Failure {
                tell(.helper(program: helper.program, server: server, failure), onFailure)
                return nil
            }
        }
        guard let entry = configuration.entry(for: server) else { return nil }
        guard let authorization = entry.authorization(for: server) else {
            tell(.entryMalformed(server: server, path: path), onFailure)
            return nil
        }
        return authorization.isEmpty ? nil : authorization
    }

    private func tell(_ failure: Failure, _ onFailure: (Failure) -> Void) {
        if told.withLock({ $0.insert(failure).inserted }) { onFailure(failure) }
    }
}

extension RegistryCredentials.Failure: DiagnosticConvertible {
    /// The failure as one warning: what needs credentials goes on without them.
    package var diagnostics: [Diagnostic] {
        [
            Diagnostic(
                code: .credentialsUnusable,
                severity: .warning,
                message: description,
                causes: cause.map { [$0] } ?? [],
                saysCauses: true
            )
        ]
    }

    /// What the helper program did, if there is one.
    private var cause: Diagnostic? {
        guard case .helper(let program, _, let failure) = self else { return nil }
        return Diagnostic(message: "'\(program)' \(failure)")
    }
}

/// The part of docker's `config.json` that is about registries.
private struct Configuration: Decodable {
    struct Entry: Decodable {
        var auth: String?
        var username: String?
        var password: String?
        var identitytoken: String?
        var registrytoken: String?

        /// The entry as it is sent; `nil` where it is not what docker writes.
        func authorization(for server: String) -> RegistryAuthorization? {
            var authorization = RegistryAuthorization(serverAddress: server)
            authorization.username = username ?? ""
            authorization.password = password ?? ""
            authorization.identityToken = identitytoken ?? ""
            authorization.registryToken = registrytoken ?? ""
            guard let auth, !auth.isEmpty else { return authorization }
            guard let decoded = Data(base64Encoded: auth) else { return nil }
            let parts = decoded.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            authorization.username = String(decoding: parts[0], as: UTF8.self)
            authorization.password = String(decoding: parts[1].filter { $0 != 0 }, as: UTF8.self)
            return authorization
        }
    }

    var auths: [String: Entry]?
    var credsStore: String?
    var credHelpers: [String: String]?

    func helper(for server: String) -> String? {
        credHelpers?[server] ?? credHelpers?.first { Self.host(of: $0.key) == Self.host(of: server) }?.value
            ?? credsStore
    }

    /// The entry under the registry's own key, or under a URL of an older docker.
    func entry(for server: String) -> Entry? {
        auths?[server]
            ?? auths?.sorted { $0.key < $1.key }.first { Self.host(of: $0.key) == Self.host(of: server) }?.value
    }

    private static func host(of server: String) -> Substring {
        var rest = server[...]
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
        let host = rest.prefix { $0 != "/" }
        return host == "docker.io" ? "index.docker.io" : host
    }
}

extension ImageReference {
    /// The registry that the reference names; `nil` for Docker Hub.
    var registryHost: String? { registry.flatMap { ["docker.io", "index.docker.io"].contains($0) ? nil : $0 } }
}
