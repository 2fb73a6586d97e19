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
    /// Where the variables that come from files are set.
    private(set) var places: [String: SourceLocation] = [:]
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
        var read: [String: Assignment] = [:]
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
        for (name, assignment) in read where values[name] == nil {
            values[name] = assignment.value
            places[name] = assignment.location
        }
    }

    /// A value that a file sets, and where.
    struct Assignment {
        var value: String
        var location: SourceLocation
    }

    /// The variables of earlier files and of one more.
    static func read(
        _ path: String,
        known: [String: Assignment],
        winning: [String: String],
        request: LoadRequest,
        files: any ProjectFiles,
        diagnostics: DiagnosticCollector
    ) -> [String: Assignment] {
        let display = LexicalPath.display(path, from: request.workingDirectory)
        let earlier = known.mapValues(\.value)
        var values = known
        do {
            let source = SourceText(path: path, displayPath: display, bytes: try files.contents(of: path))
            try source.checkEncoding()
            for assignment in try DotenvParser.assignments(in: source, known: earlier, lookup: { winning[$0] }) {
                values[assignment.key] = Assignment(value: assignment.value, location: assignment.location)
            }
        } catch let failure as DotenvParser.Failure {
            diagnostics.error(failure.message, at: failure.location, hint: failure.hint)
        } catch let failure as YAMLError {
            diagnostics.add(failure.diagnostic)
        } catch ProjectFileError.missing {
            diagnostics.error("env file '\(display)' does not exist", at: nil)
        } catch {
            diagnostics.error("env file '\(display)' cannot be read: \(error)", at: nil)
        }
        return values
    }
}
