import ComposeLoader
import ComposeModel
import Diagnostics

/// What `x-engarde.db` says.
struct DatabaseSettings: Sendable {
    /// The actions that a command may be named for.
    static let commandNames = ["new", "migrate", "rollback", "history"]

    /// The service that is the database.
    var database: String?
    /// The service that runs migrations.
    var service: String?
    /// The tool, by its name in lower case.
    var tool: String?
    /// The commands that run in the service's container, by action.
    var commands: [String: [String]] = [:]
    /// The directory of this machine with the migrations, absolute.
    var directory: String?
    /// The directory of the container in which the tool writes new ones, absolute.
    var containerDirectory: String?

    /// Nothing is said.
    init() {}

    /// Reads the section of a project.
    ///
    /// - Throws: ``SettingsError``, also for services and tools that are not there.
    init(of loaded: LoadedProject) throws(SettingsError) {
        let keys = ["database", "service", "tool", "commands", "directory", "container_directory"]
        guard let section = try WorkflowSettings(of: loaded).section("db", knowing: keys) else { return }
        let services = loaded.project.allServices.map(\.name.rawValue)
        database = try Self.known(section, "database", among: services, "service", .undefinedService)
        service = try Self.known(section, "service", among: services, "service", .undefinedService)
        tool = try Self.known(section, "tool", among: MigrationTools.names, "tool", .unknownValue)
        if let named = try section.section("commands", knowing: Self.commandNames) {
            for name in Self.commandNames { commands[name] = try named.command(name) }
        }
        containerDirectory = try section.text("container_directory")
        if let path = try section.text("directory") {
            directory = path.hasPrefix("/") ? path : "\(loaded.project.workingDirectory)/\(path)"
        }
        if service == nil, tool != nil || !commands.isEmpty {
            throw SettingsError(
                .attributeMissing,
                "'\(section.path)' needs 'service', which runs the migrations",
                at: section.path
            )
        }
    }

    /// The value under a key, which has to be one of those that there are.
    private static func known(
        _ section: SettingsSection,
        _ key: String,
        among values: [String],
        _ kind: String,
        _ code: DiagnosticCode
    ) throws(SettingsError) -> String? {
        guard let text = try section.text(key) else { return nil }
        guard !values.contains(text) else { return text }
        let path = section.path(of: key)
        let near = NameSuggestion.nearest(to: text, among: values).map(NameSuggestion.question)
        throw SettingsError(
            code,
            "'\(path)' names the \(kind) '\(text)', which there is not",
            at: path,
            hint: near ?? "there are \(values.map { "'\($0)'" }.joined(separator: ", "))"
        )
    }
}
