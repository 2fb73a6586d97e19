import ComposeLoader
import ComposeModel
import EngineAPI
import EngineClient
package import Operations

/// What is known of a project's database, and of its migrations, before anything is done.
package struct DatabaseProject: Sendable {
    /// The project.
    package let session: ProjectSession
    /// What workflows work with.
    let context: WorkflowContext
    private let settings: DatabaseSettings
    private let files: HostFiles

    /// Reads what the project says.
    ///
    /// - Parameter files: the files of this machine.
    /// - Throws: ``SettingsError``.
    package init(_ session: ProjectSession, in context: WorkflowContext, files: HostFiles = .disk) throws {
        self.session = session
        self.context = context
        self.files = files
        settings = try DatabaseSettings(of: session.loaded)
    }

    /// The database.
    ///
    /// - Parameter name: the service that the user named; `nil` leaves it to the settings, and to what is found.
    /// - Throws: an error that names those that there are.
    package func database(named name: String?) throws -> DatabaseService {
        try DatabaseDetection(in: session.project, settings: settings, files: files).database(named: name)
    }

    /// The service that runs migrations.
    func migrations() throws -> MigrationService {
        try MigrationDetection(in: session.project, settings: settings, files: files).service()
    }

    /// Names of this machine's files.
    func names(in directory: String) -> [String] { files.names(directory) }

    /// The containers of a service that run; those of `run` do not count.
    func running(_ service: ServiceName) async throws -> [ContainerSummary] {
        try await containers(all: false).filter { ComposeLabels($0.labels).service == service }
    }

    /// The project's containers; those of `run` do not count.
    ///
    /// - Parameter all: whether those count that do not run.
    func containers(all: Bool) async throws -> [ContainerSummary] {
        try await session.client.containers(
            all: all,
            filters: .label(ComposeLabel.project, session.name.rawValue)
        )
        .filter { !ComposeLabels($0.labels).isOneOff }
        .sorted { $0.name < $1.name }
    }
}
