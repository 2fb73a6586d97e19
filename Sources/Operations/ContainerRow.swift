/// One container of a project as `ps` shows it.
///
/// - Shape: as JSON, the names and values are those of `docker compose ps --format json`.
/// - Source: docker compose's `ContainerSummary` and docker's container formatter.
package struct ContainerRow: Sendable, Hashable, Encodable {
    /// The command, quoted and cut to 20 characters, as docker does.
    package var command: String
    /// When it was created, as docker writes times.
    package var createdAt: String
    /// The exit code of its last end; 0 while it runs.
    package var exitCode: Int
    /// What its health check says; empty without one.
    package var health: String
    /// The first 12 digits of its identifier.
    package var id: String
    /// The image's reference.
    package var image: String
    /// Its labels as `name=value`, separated by commas.
    package var labels: String
    /// How many local volumes are mounted.
    package var localVolumes: String
    /// What is mounted, separated by commas.
    package var mounts: String
    /// Its name.
    package var name: String
    /// All its names, separated by commas.
    package var names: String
    /// Its networks, separated by commas.
    package var networks: String
    /// Its ports as docker writes them.
    package var ports: String
    /// The project.
    package var project: String
    /// Its ports.
    package var publishers: [Publisher]
    /// How long ago it was created.
    package var runningFor: String
    /// The service.
    package var service: String
    /// How much it wrote; not asked for, since the engine computes it slowly.
    package var size: String
    /// What it is doing, in one word.
    package var state: String
    /// What it is doing, and since when.
    package var status: String

    /// One published or exposed port.
    package struct Publisher: Sendable, Hashable, Encodable {
        /// The host's address.
        package var url: String
        /// The port in the container.
        package var targetPort: UInt16
        /// The port of the host; 0 when it is not published.
        package var publishedPort: UInt16
        /// The transport protocol.
        package var transport: String

        enum CodingKeys: String, CodingKey {
            case url = "URL"
            case targetPort = "TargetPort"
            case publishedPort = "PublishedPort"
            case transport = "Protocol"
        }
    }

    enum CodingKeys: String, CodingKey {
        case command = "Command"
        case createdAt = "CreatedAt"
        case exitCode = "ExitCode"
        case health = "Health"
        case id = "ID"
        case image = "Image"
        case labels = "Labels"
        case localVolumes = "LocalVolumes"
        case mounts = "Mounts"
        case name = "Name"
        case names = "Names"
        case networks = "Networks"
        case ports = "Ports"
        case project = "Project"
        case publishers = "Publishers"
        case runningFor = "RunningFor"
        case service = "Service"
        case size = "Size"
        case state = "State"
        case status = "Status"
    }
}
