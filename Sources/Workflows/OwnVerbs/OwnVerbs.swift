package import ComposeLoader
import ComposeModel

/// The verbs that a project has of its own.
package struct OwnVerbs: Sendable {
    /// The verbs, in the order of the files.
    package let all: [OwnVerb]

    /// Reads them from a project.
    ///
    /// - Parameter reserved: the names of this program's own verbs, which none may have.
    /// - Throws: ``SettingsError`` with the place of what is wrong.
    package init(of loaded: LoadedProject, besides reserved: Set<String>) throws(SettingsError) {
        let reader = OwnVerbReader(reserved: reserved, services: Set(loaded.project.allServices.map(\.name)))
        do throws(SettingsError) {
            all = try reader.verbs(in: WorkflowSettings(of: loaded))
        } catch {
            var located = error
            located.diagnostics = loaded.located(error.diagnostics)
            throw located
        }
    }

    /// Whether the text of a Compose file may have some: a look that costs nothing, before files are read as a project.
    ///
    /// - Parameter name: the one that is looked for; `nil` is any.
    package static func areMentioned(in text: String, named name: String? = nil) -> Bool {
        text.contains("x-engarde") && text.contains("verbs") && name.map { text.contains($0) } ?? true
    }

    /// The verb of a name; `nil` where there is none.
    package func verb(named name: String) -> OwnVerb? { all.first { $0.name == name } }
}
