internal import ComposeYAML
internal import Diagnostics

/// Reads the env files that provide variables for interpolation.
///
/// The process's environment wins over them; among the files, later ones win.
struct EnvironmentFiles {
    private let request: LoadRequest
    private let files: any ProjectFiles
    private let diagnostics: DiagnosticCollector
    private var hasReadNamed = false

    /// The variables so far.
    private(set) var values: [String: String]
    /// The absolute paths of the files that the user named.
    let named: [String]

    init(request: LoadRequest, files: any ProjectFiles, diagnostics: DiagnosticCollector) {
        self.request = request
        self.files = files
        self.diagnostics = diagnostics
        values = request.environment
        values["PWD"] = request.environment["PWD"] ?? request.workingDirectory
        var paths = request.environmentFiles
        if paths.isEmpty, let list = request.environment["COMPOSE_ENV_FILES"] {
            paths = list.split(separator: ",").map(String.init)
        }
        named = paths.map { LexicalPath.resolve($0, from: request.workingDirectory) }
    }

    /// Reads the named files, or, when there are none, the `.env` of a directory.
    mutating func read(defaultDirectory: String) throws(LoadError) {
        if named.isEmpty {
            let disabled = request.environment["COMPOSE_DISABLE_ENV_FILE"].map {
                ["1", "true", "t"].contains($0.lowercased())
            }
            guard disabled != true else { return }
            let path = LexicalPath.join(defaultDirectory, ".env")
            if files.kind(of: path) == .file { merge([path]) }
        } else if !hasReadNamed {
            hasReadNamed = true
            merge(named)
        }
        try diagnostics.end(.environment)
    }

    private mutating func merge(_ paths: [String]) {
        let known = values
        var read: [String: String] = [:]
        for path in paths {
            read = Self.read(
                path,
                known: read,
                winning: known,
                request: request,
                files: files,
                diagnostics: diagnostics
            )
        }
        values.merge(read) { winning, _ in winning }
    }

    /// The variables of earlier files and of one more.
    static func read(
        _ path: String,
        known: [String: String],
        winning: [String: String],
        request: LoadRequest,
        files: any ProjectFiles,
        diagnostics: DiagnosticCollector
    ) -> [String: String] {
        let display = LexicalPath.display(path, from: request.workingDirectory)
        var values = known
        do {
            let source = SourceText(path: path, displayPath: display, bytes: try files.contents(of: path))
            for assignment in try DotenvParser.assignments(in: source, known: known, lookup: { winning[$0] }) {
                values[assignment.key] = assignment.value
            }
        } catch let failure as DotenvParser.Failure {
            diagnostics.error(failure.message, at: failure.location, hint: failure.hint)
        } catch ProjectFileError.missing {
            diagnostics.error("env file '\(display)' does not exist", at: nil)
        } catch {
            diagnostics.error("env file '\(display)' cannot be read: \(error)", at: nil)
        }
        return values
    }
}
