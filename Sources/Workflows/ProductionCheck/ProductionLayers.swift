package import ComposeLoader
import ComposeModel

/// Which files are for production, and which for development.
package struct ProductionLayers: Sendable {
    /// What is loaded for production, under the project's own name.
    package let production: LoadRequest
    /// What is loaded for development.
    package let development: LoadRequest
    /// The options before a verb with which a person names the files for production; empty where the user gave them.
    package let options: [String]

    /// Finds the files.
    ///
    /// - Shape: files that the user named are those for production. Else they are those of the environment `staging` where the
    ///   user asked for that, else of `prod` where the project has it, else the base file alone, without the override file.
    ///   For development, those of the environment `dev` where there is one, else what is loaded when nobody says otherwise.
    /// - Parameters:
    ///   - request: what the user asked for.
    ///   - files: where files are looked for.
    /// - Throws: `LoadError` where there is no project, or where files of an environment contradict each other.
    package init(of request: LoadRequest, files: any ProjectFiles = DiskProjectFiles()) throws {
        var plain = request
        plain.files = []
        plain.environmentName = nil
        let environments = ProjectEnvironments(plain, files: files)
        let names = environments.all.map(\.name)
        var other = plain
        if names.contains("dev") { other.environmentName = "dev" }
        self.development = other
        guard request.files.isEmpty else {
            self.production = request
            self.options = []
            return
        }
        var load = plain
        let asked = try request.environmentName.map { try environments.named($0).name }
        if asked == "staging" || names.contains("prod") {
            let name = asked == "staging" ? "staging" : "prod"
            load.environmentName = try environments.named(name).name
            self.options = ["-E", name]
        } else {
            // Which file is the base does not depend on what variables hold.
            var look = plain
            look.interpolates = false
            look.checksConsistency = false
            let found = try ProjectLoader(files: files).load(look).project.composeFiles
            load.files = Array(found.prefix(1))
            let directory = request.workingDirectory + "/"
            self.options = load.files.flatMap { file in
                ["-f", file.hasPrefix(directory) ? String(file.dropFirst(directory.count)) : file]
            }
        }
        self.production = load
    }
}
