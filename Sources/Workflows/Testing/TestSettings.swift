import ComposeLoader
import ComposeModel
import Diagnostics

/// What the Compose files say about running tests: `x-engarde.test` at the top, and in the service that runs them.
struct TestSettings: Sendable, Hashable {
    /// The service that runs the tests.
    var service: ServiceName?
    /// The command and its arguments, in place of the service's own.
    var command: [String]?
    /// The path of the JUnit report in the container.
    var junit: String?
    /// The paths of coverage reports in the container.
    var coverage: [String]?
    /// The paths of what else is copied out.
    var artifacts: [String] = []
    /// The directory that files are copied to, relative to the project's.
    var out: String?

    private static let keys = ["command", "junit", "coverage", "artifacts", "out"]

    /// Reads what stands at the top.
    ///
    /// - Throws: `SettingsError`.
    init(of loaded: LoadedProject) throws(SettingsError) {
        let settings = WorkflowSettings(of: loaded)
        guard let section = try settings.section("test", knowing: ["service"] + Self.keys) else { return }
        try read(section)
        guard let name = try section.text("service") else { return }
        let known = loaded.project.allServices.map(\.name.rawValue)
        guard known.contains(name) else {
            throw SettingsError(
                .unknownService,
                "no such service: \(name)",
                at: section.path(of: "service"),
                hint: NameSuggestion.nearest(to: name, among: known).map(NameSuggestion.question)
            )
        }
        service = ServiceName(name)
    }

    /// What counts for a service: what it says itself, and else what stands at the top, unless that is about another service.
    ///
    /// - Throws: `SettingsError`.
    func settings(for name: ServiceName, of loaded: LoadedProject) throws(SettingsError) -> TestSettings {
        var own = service == nil || service == name ? self : TestSettings()
        if let section = try WorkflowSettings(of: loaded).section("test", of: name, knowing: Self.keys) {
            try own.read(section)
        }
        return own
    }

    /// Creates settings that say nothing.
    init() {}

    private mutating func read(_ section: SettingsSection) throws(SettingsError) {
        command = try section.command("command") ?? command
        junit = try path("junit", section) ?? junit
        coverage = try paths("coverage", section) ?? coverage
        artifacts = try paths("artifacts", section) ?? artifacts
        out = try section.text("out") ?? out
    }

    private func path(_ key: String, _ section: SettingsSection) throws(SettingsError) -> String? {
        guard let path = try section.text(key) else { return nil }
        return try checked(path, key, section)
    }

    private func paths(_ key: String, _ section: SettingsSection) throws(SettingsError) -> [String]? {
        guard let paths = try section.texts(key) else { return nil }
        for path in paths { _ = try checked(path, key, section) }
        return paths
    }

    /// A path in the container, which has to be absolute.
    private func checked(_ path: String, _ key: String, _ section: SettingsSection) throws(SettingsError) -> String {
        guard path.hasPrefix("/"), path.count > 1 else {
            throw SettingsError(
                .wrongType,
                "'\(section.path(of: key))' must be an absolute path in the container, not '\(path)'",
                at: section.path(of: key),
                hint: "write it with the service's directory, such as '/app/\(path)'"
            )
        }
        return path
    }
}
