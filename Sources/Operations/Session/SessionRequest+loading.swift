package import ComposeLoader
import ComposeModel
import Diagnostics
import OrderedCollections
import Rules
package import SessionEvents

extension SessionRequest {
    /// Loads the project and tells what is worth knowing of it, each thing once: as which environment it is loaded, what the
    /// loader found, then what the rules say.
    ///
    /// - Throws: `LoadError`.
    package func loaded(telling events: any SessionEventSink) throws -> LoadedProject {
        let loaded = try judged()
        if let selection = loaded.environmentSelection { events.emit(Self.event(of: selection)) }
        if !isCompatible, let warning = Self.compatibility(of: loaded).warning { events.emit(.warning(warning)) }
        for same in OrderedDictionary(grouping: loaded.warnings, by: \.message).values {
            guard let first = same.first else { continue }
            events.emit(.warning(first, andOthers: same.count - 1))
        }
        return loaded
    }

    /// Loads the project, with what is worth knowing of it.
    ///
    /// - Throws: `LoadError`.
    func judged(through files: any ProjectFiles = DiskProjectFiles()) throws -> LoadedProject {
        var loaded = try loadedInSilence(through: files)
        loaded.warnings += RuleRegistry.diagnostics(of: RuleRegistry.atLoad, in: loaded)
        return loaded
    }

    /// Loads the project and says nothing, for what does not bring it up.
    ///
    /// - Throws: `LoadError`, ``IsolationError``.
    package func loadedInSilence(through files: any ProjectFiles = DiskProjectFiles()) throws -> LoadedProject {
        var loaded = try isolated(try ProjectLoader(files: files).load(load), through: files)
        if isCompatible || Self.compatibility(of: loaded).isOn { loaded.project.separateNames(by: "_") }
        return loaded
    }

    /// That the project is loaded as an environment.
    private static func event(of selection: EnvironmentSelection) -> EventAction {
        let source: EnvironmentSource =
            switch selection.source {
            case .option: .option
            case .variable: .variable
            case .settings: .settings
            }
        return .environmentSelected(
            name: selection.environment.name,
            files: selection.files,
            environmentFiles: selection.environmentFiles,
            source: source
        )
    }

    private static func compatibility(of loaded: LoadedProject) -> EnvironmentSwitch {
        EnvironmentSwitch("COMPOSE_COMPATIBILITY", in: loaded.project.environment)
    }

    /// The project's name: that of its files, or, when there are none, the one that was given.
    ///
    /// - Returns: the loaded project too, if there is one.
    /// - Throws: `LoadError` when there are files that cannot be loaded, or neither files nor a name.
    func nameAndFiles() throws -> (name: ProjectName, loaded: LoadedProject?) {
        do {
            let loaded = try loadedInSilence()
            return (loaded.project.name, loaded)
        } catch let error as LoadError where error.stage == .discovery && load.files.isEmpty {
            guard let name = load.projectName ?? load.environment["COMPOSE_PROJECT_NAME"], !name.isEmpty else {
                throw error
            }
            return (ProjectName(name), nil)
        }
    }
}

extension LoadedProject {
    /// Checks that services are in the project, enabled or not.
    ///
    /// - Throws: ``UnknownService`` with a suggestion.
    package func checkServices(_ names: [String]) throws {
        let known = (Array(project.services.keys) + Array(project.disabledServices.keys)).map(\.rawValue)
        for name in names where !known.contains(name) { throw UnknownService(name: name, known: known) }
    }
}
