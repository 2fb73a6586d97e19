package import ComposeModel

/// A secret that a build may ask for.
package struct BuildSecret: Sendable, Hashable {
    /// Where its content is.
    package enum Source: Sendable, Hashable {
        /// In a file of the host, by its absolute path.
        case file(String)
        /// Here.
        case text(Confidential)
    }

    /// Its key in the project.
    package var key: SecretName
    /// What the Dockerfile calls it.
    package var identifier: String
    /// Where its content is.
    package var source: Source

    /// Describes a secret.
    package init(key: SecretName, identifier: String, source: Source) {
        self.key = key
        self.identifier = identifier
        self.source = source
    }
}

/// An SSH agent, or a private key, that a build may use.
package struct BuildAgent: Sendable, Hashable {
    /// What the Dockerfile calls it.
    package var identifier: String
    /// The absolute path of the agent's socket or of the key.
    package var path: String

    /// Describes an agent.
    package init(identifier: String, path: String) {
        self.identifier = identifier
        self.path = path
    }
}
