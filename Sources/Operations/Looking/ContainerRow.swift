import ComposeModel
package import EngineAPI
import Reconciliation

/// One container of a project as `ps` shows it: facts, whole and unformatted.
///
/// - Source: docker compose's `ContainerSummary`.
package struct ContainerRow: Sendable, Hashable {
    /// The command, in one string.
    package var command: String
    /// When it was created, in seconds since 1970.
    package var created: Int64
    /// The exit code of its end; 0 unless it has ended.
    package var exitCode: Int
    /// What its health check says while it runs; empty without one.
    package var health: String
    /// The whole identifier.
    package var id: String
    /// The image's reference.
    package var image: String
    /// Its labels.
    package var labels: [String: String]
    /// How many local volumes are mounted.
    package var localVolumes: Int
    /// What is mounted: the names of volumes, the paths of the rest.
    package var mounts: [String]
    /// Its name.
    package var name: String
    /// All its names, without the engine's slash.
    package var names: [String]
    /// Its networks, by name.
    package var networks: [String]
    /// The project.
    package var project: String
    /// Its exposed and published ports, ordered by the port in the container.
    package var publishers: [Publisher]
    /// The service.
    package var service: String
    /// What it is doing, in one word.
    package var state: ContainerStatus
    /// What it is doing, and since when.
    package var status: String

    /// Creates a row of a container that was never started.
    package init(id: String = "", name: String, service: String, project: String) {
        command = ""
        created = 0
        exitCode = 0
        health = ""
        self.id = id
        image = ""
        labels = [:]
        localVolumes = 0
        mounts = []
        self.name = name
        names = [name]
        networks = []
        self.project = project
        publishers = []
        self.service = service
        state = .created
        status = ""
    }

    /// One published or exposed port.
    package struct Publisher: Sendable, Hashable {
        /// The host's address; empty when it is not published.
        package var url: String
        /// The port in the container.
        package var targetPort: UInt16
        /// The port of the host; 0 when it is not published.
        package var publishedPort: UInt16
        /// The transport protocol.
        package var transport: String

        /// Creates a port.
        package init(url: String = "", targetPort: UInt16, publishedPort: UInt16 = 0, transport: String = "tcp") {
            self.url = url
            self.targetPort = targetPort
            self.publishedPort = publishedPort
            self.transport = transport
        }
    }
}

extension ContainerRow {
    /// Takes what the engine says in its list, and about the container itself.
    ///
    /// - Parameter state: tells the code of its end and its health; `nil` if it has not ended and has no health check.
    package init(_ summary: ContainerSummary, _ state: ContainerState?, of project: String) {
        command = summary.command
        created = summary.created
        exitCode = summary.state == .exited || summary.state == .dead ? state?.exitCode ?? 0 : 0
        health =
            summary.state == .running ? state?.health.map { $0.status == .none ? "" : $0.status.rawValue } ?? "" : ""
        id = summary.id.rawValue
        image = summary.image
        let compose = ComposeLabels(summary.labels)
        labels = compose.legible
        localVolumes = summary.mounts.filter { $0.driver == "local" }.count
        mounts = summary.mounts.map { $0.name.isEmpty ? $0.source : $0.name }
        name = summary.name
        names = summary.slashedNames.map { String($0.drop { $0 == "/" }) }
        networks = summary.networkSettings.networks.keys.sorted()
        self.project = project
        publishers = summary.ports
            .map {
                Publisher(
                    url: $0.publishedAddress,
                    targetPort: $0.privatePort,
                    publishedPort: $0.publicPort ?? 0,
                    transport: $0.transport.rawValue
                )
            }
            .sorted { ($0.targetPort, $0.url, $0.publishedPort) < ($1.targetPort, $1.url, $1.publishedPort) }
        service = compose.service?.rawValue ?? ""
        self.state = summary.state
        status = summary.status
    }
}
