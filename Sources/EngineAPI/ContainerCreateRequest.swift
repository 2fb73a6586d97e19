/// Everything the engine needs to create a container.
///
/// - Shape: one object that holds the fields of ``config`` beside `HostConfig` and `NetworkingConfig`. The name is not
///   part of it.
/// - Source: `POST /containers/create`.
package struct ContainerCreateRequest: Hashable, Sendable, Codable {
    /// The portable part.
    package var config: ContainerConfig
    /// The part that depends on the host.
    package var hostConfig: HostConfig
    /// The networks to join at creation; before API 1.44 at most one.
    package var networks: [String: EndpointSettings]

    /// Creates a request for a container of an image.
    package init(
        image: ImageReference,
        config: ContainerConfig = ContainerConfig(),
        hostConfig: HostConfig = HostConfig(),
        networks: [String: EndpointSettings] = [:]
    ) {
        self.config = config
        self.config.image = image.rawValue
        self.hostConfig = hostConfig
        self.networks = networks
    }

    enum CodingKeys: String, CodingKey {
        case hostConfig = "HostConfig"
        case networkingConfig = "NetworkingConfig"
    }

    enum NetworkingKeys: String, CodingKey {
        case endpointsConfig = "EndpointsConfig"
    }

    /// Reads the flat object.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        config = try ContainerConfig(from: decoder)
        hostConfig = try container.decodeIfPresent(HostConfig.self, forKey: .hostConfig) ?? HostConfig()
        networks = [:]
        if container.contains(.networkingConfig), try !container.decodeNil(forKey: .networkingConfig) {
            let networking = try container.nestedContainer(keyedBy: NetworkingKeys.self, forKey: .networkingConfig)
            let endpoints = try networking.decodeIfPresent([String: EndpointSettings?].self, forKey: .endpointsConfig)
            networks = (endpoints ?? [:]).mapValues { $0 ?? EndpointSettings() }
        }
    }

    /// Writes the flat object.
    package func encode(to encoder: any Encoder) throws {
        try config.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(hostConfig, forKey: .hostConfig)
        if !networks.isEmpty {
            var networking = container.nestedContainer(keyedBy: NetworkingKeys.self, forKey: .networkingConfig)
            try networking.encode(networks, forKey: .endpointsConfig)
        }
    }
}

/// What the engine answers to the creation of a container.
package struct ContainerCreateResponse: Hashable, Sendable, Codable {
    /// The new container.
    package var id: ContainerID
    /// What the engine could not do as asked, in its own words.
    @ZeroWhenAbsent package var warnings: [String]

    /// Creates an answer.
    package init(id: ContainerID, warnings: [String] = []) {
        self.id = id
        self.warnings = warnings
    }

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case warnings = "Warnings"
    }
}
