import ComposeLoader
package import ComposeModel
package import Operations

/// The project of a repository's first working tree, which the stacks of the others are variants of.
package struct MainProject: Sendable {
    /// The project as its files say.
    package let project: Project

    /// Loads what corresponds in the first working tree to what was asked for in a checkout.
    ///
    /// - Returns: `nil` where there is no such working tree, or the project cannot be loaded there.
    package init?(of request: SessionRequest, in checkout: GitCheckout) {
        var main = request
        main.isolation = .none
        if checkout.isLinked {
            let files = DiskProjectFiles()
            func counterpart(_ path: String) -> String? {
                guard path.hasPrefix("/") else { return path }
                return checkout.counterpart(of: files.resolvingSymbolicLinks(in: path))
            }
            guard let directory = counterpart(main.load.workingDirectory) else { return nil }
            main.load.workingDirectory = directory
            // What is outside of the checkout is the same for both.
            main.load.files = main.load.files.map { $0 == "-" ? $0 : counterpart($0) ?? $0 }
            main.load.environmentFiles = main.load.environmentFiles.map { counterpart($0) ?? $0 }
            main.load.projectDirectory = main.load.projectDirectory.map { counterpart($0) ?? $0 }
        }
        main.load.neededServices = .none
        main.load.services = []
        guard let loaded = try? main.loadedInSilence() else { return nil }
        project = loaded.project
    }

    /// Takes a project that is loaded already.
    package init(_ project: Project) { self.project = project }

    /// The names at the engine of the volumes that a stack can begin with, by their keys.
    var volumes: [VolumeName: String] {
        project.volumes.reduce(into: [:]) { names, entry in
            if !entry.value.isExternal { names[entry.key] = entry.value.name }
        }
    }
}
