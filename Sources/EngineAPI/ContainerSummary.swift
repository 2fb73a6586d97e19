/// One line of the list of containers.
///
/// - Source: `GET /containers/json`.
package struct ContainerSummary: Hashable, Sendable, Codable {
    /// The container.
    package var id: ContainerID
    /// Its names with the engine's leading slash, among them links from other containers; see ``name``.
    @ZeroWhenAbsent package var slashedNames: [String]
    /// The image, as written by whoever created the container.
    @ZeroWhenAbsent package var image: String
    /// The image it was made from.
    @ZeroWhenAbsent package var imageID: ImageID
    /// The command, in one string.
    @ZeroWhenAbsent package var command: String
    /// When it was created, in seconds since 1970.
    @ZeroWhenAbsent package var created: Int64
    /// What it is doing, in one word.
    package var state: ContainerStatus
    /// What it is doing, for people, such as `Up 3 minutes (healthy)`.
    @ZeroWhenAbsent package var status: String
    /// Its exposed and published ports.
    @ZeroWhenAbsent package var ports: [Port]
    /// Its labels.
    @ZeroWhenAbsent package var labels: [String: String]
    /// Its mounts.
    @ZeroWhenAbsent package var mounts: [MountPoint]
    /// Its networks.
    @ZeroWhenAbsent package var networkSettings: NetworkSettings

    /// Creates a line.
    package init(id: ContainerID, name: String, image: String, imageID: ImageID, state: ContainerStatus) {
        self.id = id
        self.state = state
        self.slashedNames = ["/" + name]
        self.image = image
        self.imageID = imageID
    }

    /// The container's own name, without the engine's leading slash; links from other containers are passed over.
    package var name: String {
        let own = slashedNames.first { $0.dropFirst().firstIndex(of: "/") == nil } ?? slashedNames.first ?? ""
        return own.hasPrefix("/") ? String(own.dropFirst()) : own
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id = "Id"
        case slashedNames = "Names"
        case image = "Image"
        case imageID = "ImageID"
        case command = "Command"
        case created = "Created"
        case state = "State"
        case status = "Status"
        case ports = "Ports"
        case labels = "Labels"
        case mounts = "Mounts"
        case networkSettings = "NetworkSettings"
    }

    /// One exposed or published port.
    package struct Port: Hashable, Sendable, Codable {
        /// The host's address; empty where the port is not published, and with Podman where that is all addresses.
        @ZeroWhenAbsent package var hostIP: String
        /// The port in the container.
        package var privatePort: UInt16
        /// The port of the host; `nil` where it is not published.
        package var publicPort: UInt16?
        /// The protocol.
        package var transport: ContainerPort.Transport

        /// Creates a port.
        package init(
            hostIP: String = "",
            privatePort: UInt16,
            publicPort: UInt16? = nil,
            transport: ContainerPort.Transport = .tcp
        ) {
            self.privatePort = privatePort
            self.publicPort = publicPort
            self.transport = transport
            self.hostIP = hostIP
        }

        /// The host's address at which the port is published, `0.0.0.0` for all; empty where the port is not published.
        package var publishedAddress: String { hostIP.isEmpty && publicPort != nil ? "0.0.0.0" : hostIP }

        enum CodingKeys: String, CodingKey, CaseIterable {
            case hostIP = "IP"
            case privatePort = "PrivatePort"
            case publicPort = "PublicPort"
            case transport = "Type"
        }
    }
}

/// How a container ended.
///
/// - Source: `POST /containers/{id}/wait`.
package struct ContainerWaitResponse: Hashable, Sendable, Codable {
    /// The exit code.
    @ZeroWhenAbsent package var statusCode: Int
    /// Why the engine could not wait.
    package var error: ErrorBody?

    /// Creates an end.
    package init(statusCode: Int) { self.statusCode = statusCode }

    enum CodingKeys: String, CodingKey {
        case statusCode = "StatusCode"
        case error = "Error"
    }

    /// The engine's words.
    package struct ErrorBody: Hashable, Sendable, Codable {
        /// The words.
        @ZeroWhenAbsent package var message: String

        enum CodingKeys: String, CodingKey {
            case message = "Message"
        }
    }
}
