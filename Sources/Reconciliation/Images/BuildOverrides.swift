package import EngineAPI
package import OrderedCollections

/// What one run of the program changes in how the project's images are built.
package struct BuildOverrides: Sendable, Hashable {
    /// Whether every step is built again.
    package var withoutCache = false
    /// Whether builds start from the newest base images, also where those are there.
    package var pullsBaseImages = false
    /// Build arguments that override the project's.
    package var arguments: [String: String] = [:]
    /// SSH agents and keys by their identifiers, in place of the project's of the same and besides the others; the value is an
    /// absolute path, or empty for the user's agent.
    package var agents: OrderedDictionary<String, String> = [:]
    /// Attestations in place of those that the project asks for, as the Compose file has them: `true`, `false`, or parameters.
    package var attestations: [BuildOptions.Attestation: String] = [:]
    /// Whether images are built to run on this engine at once: of several platforms that are named, it then takes its own.
    package var areForThisEngine = false
    /// The version that is written into labels.
    package var toolVersion: String

    /// Creates overrides that change nothing.
    package init(toolVersion: String) { self.toolVersion = toolVersion }
}
