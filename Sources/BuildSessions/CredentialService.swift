internal import EngineAPI

/// Gives a build what registries want to see, so that it can pull what it builds on.
///
/// Tokens are fetched by the engine: the methods for that are not offered, and it makes do with a name and a secret.
///
/// - Source: `session/auth/auth.proto` of BuildKit.
package struct CredentialService: SessionService {
    /// What a registry wants to see.
    package struct Credentials: Hashable, Sendable {
        /// The user; empty where the secret is a token of identity.
        package var user: String
        /// The password or the token.
        package var secret: String

        /// Creates credentials.
        package init(user: String, secret: String) {
            self.user = user
            self.secret = secret
        }
    }

    private let credentials: @Sendable (String) async throws -> Credentials?

    /// Creates the service.
    ///
    /// - Parameter credentials: gives those for a host, such as `registry-1.docker.io`; `nil` where there are none.
    package init(_ credentials: @escaping @Sendable (String) async throws -> Credentials?) {
        self.credentials = credentials
    }

    /// `Credentials`.
    package var methods: [String: BuildSession.Method] {
        ["/moby.filesync.v1.Auth/Credentials": Self.single { try await answer(to: $0) }]
    }

    func answer(to request: [UInt8]) async throws -> [UInt8] {
        let credentials = try await credentials(try Self.firstText(of: request))
        var answer = ProtobufWriter()
        answer.write(1, credentials?.user ?? "")
        answer.write(2, credentials?.secret ?? "")
        return answer.bytes
    }
}

extension CredentialService.Credentials: CustomStringConvertible, CustomReflectable {
    /// The user, without any secret.
    package var description: String { "credentials of '\(user)'" }
    /// Nothing of what is secret.
    package var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}
