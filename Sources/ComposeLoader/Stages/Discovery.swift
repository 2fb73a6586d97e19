internal import ComposeYAML
internal import Diagnostics

/// Finds the Compose files, the project directory and the env files of a request.
struct Discovery {
    /// What was found.
    struct Found {
        /// The absolute paths of the Compose files, or `-`.
        var files: [String]
        /// The absolute project directory.
        var projectDirectory: String
        /// The variables for interpolation.
        var environment: [String: String]
        /// Where the variables that come from files are set.
        var variablePlaces: [String: SourceLocation]
        /// The env files that the user named, or that are the environment's.
        var environmentFiles: [String]
        /// The environment that is loaded; `nil` for none.
        var selection: EnvironmentSelection?
    }

    let context: LoadContext

    private var request: LoadRequest { context.request }
    private var files: any ProjectFiles { context.files }
    private var diagnostics: DiagnosticCollector { context.diagnostics }

    func run() throws(LoadError) -> Found {
        var environment = EnvironmentFiles(context: context)
        let namedDirectory = request.projectDirectory.map(absolute)
        let requested = request.files.map { $0 == "-" ? $0 : absolute($0) }
        let firstRequested = requested.first { $0 != "-" }
        let earlyDirectory =
            namedDirectory ?? firstRequested.map(LexicalPath.directory) ?? request.workingDirectory
        environment.read(defaultDirectory: earlyDirectory)

        if request.environmentName != nil, !requested.isEmpty { refuseEnvironmentBesideFiles() }
        var composeFiles = requested
        if composeFiles.isEmpty, request.environmentName == nil, let list = environment.values["COMPOSE_FILE"] {
            let separator = environment.values["COMPOSE_PATH_SEPARATOR"].flatMap { $0.isEmpty ? nil : $0 } ?? ":"
            composeFiles = list.split(separator: separator, omittingEmptySubsequences: false)
                .map { $0 == "-" ? "-" : absolute(String($0)) }
        }
        var asked: (environment: ProjectEnvironment, source: EnvironmentSelection.Source)?
        if composeFiles.isEmpty {
            let base = search.baseFiles(from: namedDirectory ?? request.workingDirectory)
            guard let winner = base.first else {
                // The env file that cannot be read may name them.
                try diagnostics.end(.environment)
                throw search.notFound(from: namedDirectory ?? request.workingDirectory)
            }
            warn(base, kind: "Compose files")
            let directory = LexicalPath.directory(of: winner)
            let overrides = search.overrideFiles(in: directory)
            asked = try askedEnvironment(beside: directory, projectDirectory: namedDirectory ?? directory)
            composeFiles = [winner] + (asked?.environment.files ?? Array(overrides.prefix(1)))
            if composeFiles.contains(where: { overrides.contains($0) }) { warn(overrides, kind: "override files") }
        }
        for file in composeFiles where file != "-" {
            check(file)
        }
        if diagnostics.failed(.discovery) { try diagnostics.end(.discovery) }

        let firstFile = composeFiles.first { $0 != "-" }
        let directory = namedDirectory ?? firstFile.map(LexicalPath.directory) ?? request.workingDirectory
        if let asked {
            // What was read to find the Compose files does not go before what is the environment's.
            environment = EnvironmentFiles(context: context, chosen: asked.environment.environmentFiles)
            environment.read(defaultDirectory: directory)
        } else if directory != earlyDirectory {
            environment.read(defaultDirectory: directory)
        }
        return Found(
            files: composeFiles,
            projectDirectory: directory,
            environment: environment.values,
            variablePlaces: environment.places,
            environmentFiles: environment.named,
            selection: asked.map {
                EnvironmentSelection(
                    environment: $0.environment,
                    source: $0.source,
                    files: composeFiles.map(display),
                    environmentFiles: environment.named.map(display)
                )
            }
        )
    }

    /// The environment that is asked for, and who asks for it; `nil` for none.
    ///
    /// - Parameters:
    ///   - directory: that of the base file.
    ///   - projectDirectory: where the env files and the workspace's settings are.
    private func askedEnvironment(
        beside directory: String,
        projectDirectory: String
    ) throws(LoadError) -> (environment: ProjectEnvironment, source: EnvironmentSelection.Source)? {
        let reader = WorkspaceSettingsReader(
            files: files,
            workingDirectory: request.workingDirectory,
            diagnostics: diagnostics
        )
        let settings = reader.settings(in: projectDirectory)
        let wish: (name: String, source: EnvironmentSelection.Source)
        if let name = request.environmentName {
            wish = (name, .option)
        } else if let name = request.environment["ENGARDE_ENVIRONMENT"], !name.isEmpty {
            wish = (name, .variable)
        } else if let name = settings.environment {
            wish = (name, .settings)
        } else {
            try endWorkspace()
            return nil
        }
        let environments = ProjectEnvironments(
            request,
            files: files,
            composeDirectory: directory,
            projectDirectory: projectDirectory
        )
        let place = wish.source == .settings ? settings.environmentLocation : nil
        let found: ProjectEnvironment
        do throws(LoadError) {
            found = try environments.named(wish.name, source: wish.source, at: place)
        } catch {
            // What is wrong with the settings is said with it.
            for diagnostic in error.diagnostics { diagnostics.add(diagnostic) }
            try endWorkspace()
            throw error
        }
        try endWorkspace()
        return (found, wish.source)
    }

    /// Ends the finding of the environment, which decides what there is.
    private func endWorkspace() throws(LoadError) {
        if diagnostics.failed(.workspace) { try diagnostics.end(.workspace) }
    }

    private func refuseEnvironmentBesideFiles() {
        diagnostics.add(
            Diagnostic(
                code: .environmentBesideFiles,
                message: "an environment and Compose files contradict each other",
                hint: "leave out '-E' or '-f'"
            )
        )
    }

    private func absolute(_ path: String) -> String {
        LexicalPath.resolve(path, from: request.workingDirectory)
    }

    private func display(_ path: String) -> String {
        context.display(path)
    }

    private var search: ComposeFileSearch { ComposeFileSearch(files: files) }

    private func warn(_ candidates: [String], kind: String) {
        guard candidates.count > 1 else { return }
        let names = candidates.map { "'\(display($0))'" }.joined(separator: ", ")
        diagnostics.add(
            Diagnostic(
                severity: .warning,
                message: "there are several \(kind): \(names); '\(display(candidates[0]))' is used",
                hint: "name the one you mean with '-f'"
            )
        )
    }

    private func check(_ path: String) {
        switch files.kind(of: path) {
        case .file: return
        case .directory:
            let inside = search.existing(ComposeFileSearch.fileNames, in: path).first.map(display)
            diagnostics.add(
                Diagnostic(
                    code: .fileUnreadable,
                    message: "Compose file '\(display(path))' is a directory",
                    hint: inside.map { "use '-f \($0)'" }
                )
            )
        case .missing:
            let directory = LexicalPath.directory(of: path)
            let name = LexicalPath.name(of: path)
            let likely = (ComposeFileSearch.fileNames + ComposeFileSearch.overrideNames).filter { $0 != name }
            let nearby = diagnostics.nearest(
                to: name,
                among: search.existing(likely, in: directory).map(LexicalPath.name)
            )
            diagnostics.add(
                Diagnostic(
                    code: .composeFileMissing,
                    message: "Compose file '\(display(path))' does not exist",
                    hint: nearby.map { NameSuggestion.question(display(LexicalPath.join(directory, $0))) }
                )
            )
        }
    }
}
