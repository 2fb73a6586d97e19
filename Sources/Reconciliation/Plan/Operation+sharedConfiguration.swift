package import ComposeModel
package import EngineAPI

extension Operation {
    /// docker compose's text of a service whose containers share with others, the digest of which is a label.
    package struct SharedConfiguration: Sendable, Hashable {
        /// The text.
        package var text: ConfigurationText
        /// The containers whose identifiers belong into it, by the services that it names.
        package var containers: [ServiceName: String]

        /// The digest.
        ///
        /// - Parameter identifiers: the identifiers of ``containers``.
        /// - Returns: `nil` when one is missing.
        package func digest(_ identifiers: [ServiceName: String]) -> String? {
            text.whole { identifiers[$0] }.map(Digest.hexadecimal)
        }
    }
}

extension Operation.CreateContainer {
    /// What is sent to the engine, with docker compose's digest where that depends on other containers.
    ///
    /// - Parameter identifiers: the identifiers of the containers that ``sharedConfiguration`` names.
    package func request(with identifiers: [ServiceName: String]) -> ContainerCreateRequest {
        var request = request
        if let digest = sharedConfiguration?.digest(identifiers) {
            request.config.labels[ComposeLabel.configurationHash] = digest
        }
        return request
    }
}
