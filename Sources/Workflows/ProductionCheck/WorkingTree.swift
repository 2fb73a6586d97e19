import ComposeLoader
import ComposeModel

/// Where the files of a project are that people edit.
struct WorkingTree: Sendable, Hashable {
    /// The absolute directories: the checkout, or the project's directory, and the contexts of builds.
    let roots: [String]

    /// Names the directories.
    init(roots: [String]) { self.roots = roots }

    /// Finds the directories of a project.
    ///
    /// - Parameters:
    ///   - homeDirectory: a checkout of the whole home is no project's.
    ///   - files: where the checkout is looked for.
    init(of project: Project, homeDirectory: String, files: any ProjectFiles) {
        var roots = [Self.checkout(around: project.workingDirectory, homeDirectory, files) ?? project.workingDirectory]
        for service in project.allServices {
            guard let context = service.build?.context, context.hasPrefix("/") else { continue }
            if !roots.contains(where: { MountTarget.isAt(context, orBelow: $0) }) { roots.append(context) }
        }
        self.roots = roots
    }

    /// Whether a path of the host is in it, or holds it.
    func concerns(_ path: String) -> Bool {
        roots.contains { MountTarget.isAt(path, orBelow: $0) || MountTarget.isAt($0, orBelow: path) }
    }

    private static func checkout(
        around directory: String,
        _ homeDirectory: String,
        _ files: any ProjectFiles
    ) -> String? {
        var components = directory.split(separator: "/")
        while !components.isEmpty {
            let path = "/" + components.joined(separator: "/")
            if path == homeDirectory { return nil }
            if files.kind(of: path + "/.git") != .missing { return path }
            components.removeLast()
        }
        return nil
    }
}
