internal import ComposeYAML
internal import Diagnostics

/// Reads the env files that provide variables for interpolation.
///
/// The process's environment wins over them; among the files, later ones win.
struct EnvironmentFiles {
    private let context: LoadContext
    private var hasReadNamed = false

    /// The variables so far.
    private(set) var values: [String: String]
    /// Where the variables that come from files are set.
    private(set) var places: [String: SourceLocation] = [:]
    /// The absolute paths of the files that the user named, or else of those that were chosen for an environment.
    let named: [String]

    private var request: LoadRequest { context.request }

    /// - Parameter chosen: the absolute paths of the files to read where the user names none; empty for `.env`.
    init(context: LoadContext, chosen: [String] = []) {
        self.context = context
        let request = context.request
        values = request.environment
        values["PWD"] = request.environment["PWD"] ?? request.workingDirectory
        var paths = request.environmentFiles
        if paths.isEmpty, let list = request.environment["COMPOSE_ENV_FILES"] {
            paths = list.split(separator: ",").map(String.init)
        }
        let resolved = paths.map { path in
            // A shell leaves it as it is behind '--env-file=' and in a list.
            let expanded = path.hasPrefix("~/") ? context.expandingHome(path) : path
            return LexicalPath.resolve(expanded, from: request.workingDirectory)
        }
        named = resolved.isEmpty ? chosen : resolved
    }

    /// Reads the named files, or, when there are none, the `.env` of a directory.
    ///
    /// What is wrong with them is noted; the variables are then not all known.
    mutating func read(defaultDirectory: String) {
        if named.isEmpty {
            let disabled = request.environment["COMPOSE_DISABLE_ENV_FILE"] ?? ""
            if ["1", "true", "t"].contains(disabled.lowercased()) { return }
            if !["", "0", "f", "false"].contains(disabled.lowercased()) {
                context.diagnostics.error(
                    .unknownValue,
                    "COMPOSE_DISABLE_ENV_FILE is neither true nor false: '\(disabled)'",
                    at: nil,
                    hint: "write 'true' or 'false'"
                )
            }
            let path = LexicalPath.join(defaultDirectory, ".env")
            if context.files.kind(of: path) == .file { merge([path]) }
        } else if !hasReadNamed {
            hasReadNamed = true
            merge(named)
        }
        context.diagnostics.close(.environment)
    }

    private mutating func merge(_ paths: [String]) {
        let known = values
        var read: [String: Assignment] = [:]
        for path in paths {
            read = Self.read(path, known: read, winning: known, context: context)
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
    ///
    /// - Parameter location: where the file is named; `nil` when no file names it.
    static func read(
        _ path: String,
        known: [String: Assignment],
        winning: [String: String],
        namedAt location: SourceLocation? = nil,
        context: LoadContext
    ) -> [String: Assignment] {
        let earlier = known.mapValues(\.value)
        var values = known
        do {
            for assignment in try DotenvParser.assignments(
                in: try context.environmentSource(path),
                known: earlier,
                budget: context.budget,
                lookup: { winning[$0] }
            ) {
                values[assignment.key] = Assignment(value: assignment.value, location: assignment.location)
            }
        } catch ProjectFileError.missing {
            let display = context.display(path)
            context.diagnostics.error(.environmentFileMissing, "env file '\(display)' does not exist", at: location)
        } catch {
            context.report(error, reading: path, as: "env file", at: location)
        }
        return values
    }
}
