internal import ComposeYAML
internal import Diagnostics

/// Finds the Compose files, the project directory and the env files of a request.
struct Discovery {
    /// The names a Compose file may have, in order of preference.
    static let fileNames = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"]
    /// The names an override file may have, in order of preference.
    static let overrideNames = [
        "compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml",
    ]

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
        /// The env files that the user named.
        var environmentFiles: [String]
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

        var composeFiles = requested
        if composeFiles.isEmpty, let list = environment.values["COMPOSE_FILE"] {
            let separator = environment.values["COMPOSE_PATH_SEPARATOR"].flatMap { $0.isEmpty ? nil : $0 } ?? ":"
            composeFiles = list.split(separator: separator, omittingEmptySubsequences: false)
                .map { $0 == "-" ? "-" : absolute(String($0)) }
        }
        if composeFiles.isEmpty {
            composeFiles = search(from: namedDirectory ?? request.workingDirectory)
        }
        guard !composeFiles.isEmpty else {
            // The env file that cannot be read may name them.
            try diagnostics.end(.environment)
            throw notFound(namedDirectory ?? request.workingDirectory)
        }
        for file in composeFiles where file != "-" {
            check(file)
        }
        if diagnostics.failed(.discovery) { try diagnostics.end(.discovery) }

        let firstFile = composeFiles.first { $0 != "-" }
        let directory = namedDirectory ?? firstFile.map(LexicalPath.directory) ?? request.workingDirectory
        if directory != earlyDirectory {
            environment.read(defaultDirectory: directory)
        }
        return Found(
            files: composeFiles,
            projectDirectory: directory,
            environment: environment.values,
            variablePlaces: environment.places,
            environmentFiles: environment.named
        )
    }

    private func absolute(_ path: String) -> String {
        LexicalPath.resolve(path, from: request.workingDirectory)
    }

    private func display(_ path: String) -> String {
        context.display(path)
    }

    private func search(from start: String) -> [String] {
        var directory = start
        while true {
            let candidates = existing(Self.fileNames, in: directory)
            if let winner = candidates.first {
                warn(candidates, kind: "Compose files")
                let overrides = existing(Self.overrideNames, in: directory)
                warn(overrides, kind: "override files")
                return [winner] + overrides.prefix(1)
            }
            let parent = LexicalPath.directory(of: directory)
            if parent == directory { return [] }
            directory = parent
        }
    }

    private func existing(_ names: [String], in directory: String) -> [String] {
        names.map { LexicalPath.join(directory, $0) }.filter { files.kind(of: $0) == .file }
    }

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
            let inside = existing(Self.fileNames, in: path).first.map(display)
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
            let likely = (Self.fileNames + Self.overrideNames).filter { $0 != name }
            let nearby = diagnostics.nearest(to: name, among: existing(likely, in: directory).map(LexicalPath.name))
            diagnostics.add(
                Diagnostic(
                    code: .composeFileMissing,
                    message: "Compose file '\(display(path))' does not exist",
                    hint: nearby.map { NameSuggestion.question(display(LexicalPath.join(directory, $0))) }
                )
            )
        }
    }

    private func notFound(_ directory: String) -> LoadError {
        let folder = Self.fileNames.first { files.kind(of: LexicalPath.join(directory, $0)) == .directory }
        let diagnostic = Diagnostic(
            code: .projectNotFound,
            message: "no Compose file in '\(directory)' or above it"
                + (folder.map { "; '\($0)' is a directory" } ?? ""),
            hint: "create a 'compose.yaml', or name a file with '-f'"
        )
        return LoadError(stage: .discovery, diagnostics: [diagnostic])
    }
}
