package import ComposeModel
package import EngineAPI

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What all containers of a service are made from: two equal blueprints need no new container.
package struct ContainerBlueprint: Sendable, Hashable {
    /// What is sent to the engine, but for names, numbers and the labels of Compose.
    package let request: ContainerCreateRequest
    /// The networks to join, the first with the creation, the others after it.
    package let attachments: [Attachment]
    /// What is put into the container before it starts.
    package let files: [ContainerFile]
    /// The hooks that run before it starts.
    package let preStart: [LifecycleHook]
    /// The blueprint as JSON with sorted keys: the same text for the same configuration.
    package let json: String
    /// The SHA-256 digest of ``json`` in hexadecimal digits.
    package let digest: String

    /// One network to join.
    package struct Attachment: Sendable, Hashable, Codable {
        /// The network's name.
        package var network: String
        /// Aliases and addresses.
        package var endpoint: EndpointSettings
    }

    /// The blueprint of a service.
    ///
    /// - Throws: ``ReconciliationError`` with all that no container can be given yet.
    package init(of service: Service, in project: Project) throws(ReconciliationError) {
        let translation = ServiceTranslation(project: project, service: service)
        self.init(
            request: try translation.request(),
            attachments: translation.networkAttachments.map { Attachment(network: $0.network, endpoint: $0.endpoint) },
            files: try translation.files(),
            preStart: service.preStart
        )
    }

    /// The blueprint that a container without further networks was made from.
    init(request: ContainerCreateRequest) {
        self.init(request: request, attachments: [], files: [], preStart: [])
    }

    private init(
        request: ContainerCreateRequest,
        attachments: [Attachment],
        files: [ContainerFile],
        preStart: [LifecycleHook]
    ) {
        self.request = request
        self.attachments = attachments
        self.files = files
        self.preStart = preStart
        json = Self.json(request, attachments, files, preStart)
        digest = Digest.hexadecimal(of: json)
    }

    private static func json(
        _ request: ContainerCreateRequest,
        _ attachments: [Attachment],
        _ files: [ContainerFile],
        _ preStart: [LifecycleHook]
    ) -> String {
        struct Form: Encodable {
            var request: ContainerCreateRequest
            var networks: [Attachment]
            // Left out where there are none, so that the digest is what it was before there were any.
            var files: [ContainerFileRecord]?
            var hooks: [PreStartRecord]?

            enum CodingKeys: String, CodingKey {
                case request, networks, files
                case hooks = "pre_start"
            }
        }
        let records = files.map(ContainerFileRecord.init)
        let hooks = preStart.map(PreStartRecord.init)
        let form = Form(
            request: request,
            networks: attachments,
            files: records.isEmpty ? nil : records,
            hooks: hooks.isEmpty ? nil : hooks
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(form) else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
