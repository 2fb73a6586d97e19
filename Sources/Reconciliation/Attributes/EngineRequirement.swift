package import EngineAPI

/// What an attribute needs of the engine.
package struct EngineRequirement: Sendable, Hashable {
    /// The version of the API in which it came.
    package var version: APIVersion
    /// The requirement in docker compose's words, such as `interface_name requires Docker Engine v28.1 or later`.
    package var words: String
}
