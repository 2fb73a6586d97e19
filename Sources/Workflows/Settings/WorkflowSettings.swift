package import ComposeLoader
import ComposeModel
import Diagnostics

/// What the Compose files say about workflows: `x-engarde` at the top, and in services.
///
/// - Shape: each workflow reads its own section by ``section(_:knowing:)``, and has defaults for what is not there.
package struct WorkflowSettings: Sendable {
    /// The sections that may stand at the top.
    static let projectSections = ["clean", "db", "debug", "dev", "prod_check", "profile", "stacks", "test", "verbs"]
    /// The sections that may stand in a service.
    static let serviceSections = ["debug", "profile", "test"]

    private let root: ProjectNode

    /// Reads the settings of a project.
    package init(of loaded: LoadedProject) { root = loaded.root }

    /// A section at the top; `nil` where there is none.
    ///
    /// - Parameter keys: the keys that it may have; `nil` is any.
    /// - Throws: ``SettingsError``.
    func section(_ name: String, knowing keys: [String]?) throws(SettingsError) -> SettingsSection? {
        try Self.section(name, of: root["x-engarde"], among: Self.projectSections, knowing: keys)
    }

    /// A section of a service; `nil` where there is none.
    ///
    /// - Parameter keys: the keys that it may have.
    /// - Throws: ``SettingsError``.
    func section(
        _ name: String,
        of service: ServiceName,
        knowing keys: [String]
    ) throws(SettingsError) -> SettingsSection? {
        let node = root["services"]?[service.rawValue]?["x-engarde"]
        return try Self.section(name, of: node, among: Self.serviceSections, knowing: keys)
    }

    private static func section(
        _ name: String,
        of node: ProjectNode?,
        among sections: [String],
        knowing keys: [String]?
    ) throws(SettingsError) -> SettingsSection? {
        guard let all = try SettingsSection(node, knowing: sections) else { return nil }
        return try all.section(name, knowing: keys)
    }
}
