#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What lets one pull from a registry. It is sent to the engine and never shown.
///
/// - Source: `AuthConfig` of the Engine API.
package struct RegistryAuthorization: Hashable, Sendable, Encodable {
    /// The user; empty with a token.
    package var username = ""
    /// The user's password; empty with a token.
    package var password = ""
    /// A token that the registry changes into others.
    package var identityToken = ""
    /// A token that is sent to the registry as it is.
    package var registryToken = ""
    /// The registry, as docker's configuration calls it.
    package var serverAddress: String

    /// Creates an authorization without any proof.
    package init(serverAddress: String) { self.serverAddress = serverAddress }

    /// Whether it proves anything.
    package var isEmpty: Bool { username.isEmpty && identityToken.isEmpty && registryToken.isEmpty }

    enum CodingKeys: String, CodingKey {
        case username = "username"
        case password = "password"
        case identityToken = "identitytoken"
        case registryToken = "registrytoken"
        case serverAddress = "serveraddress"
    }

    /// Writes what is there.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let values: [(String, CodingKeys)] = [
            (username, .username), (password, .password), (identityToken, .identityToken),
            (registryToken, .registryToken), (serverAddress, .serverAddress),
        ]
        for (value, key) in values where !value.isEmpty { try container.encode(value, forKey: key) }
    }

    /// The value of a header: JSON in the alphabet of base64 that is made for URLs, with its padding.
    static func header(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value).base64EncodedString()
            .replacing("+", with: "-")
            .replacing("/", with: "_")
    }
}

extension RegistryAuthorization: CustomStringConvertible, CustomReflectable {
    /// The registry, without any secret.
    package var description: String { "an authorization for '\(serverAddress)'" }
    /// Nothing of what is secret.
    package var customMirror: Mirror { Mirror(self, children: ["serverAddress": serverAddress]) }
}
