internal import ComposeYAML
internal import Diagnostics

/// What the stages of one load share.
struct LoadContext {
    var request: LoadRequest
    let files: any ProjectFiles
    let diagnostics: DiagnosticCollector
    let origins: OriginLog
    let budget: LoadBudget
    let includedValues = IncludedValues()

    /// What a load begins with.
    init(of request: LoadRequest, through files: any ProjectFiles) {
        self.request = request
        self.files = files
        budget = LoadBudget()
        diagnostics = DiagnosticCollector(budget: budget)
        origins = OriginLog()
    }

    /// A path as the user would type it.
    func display(_ path: String) -> String {
        LexicalPath.display(path, from: request.workingDirectory)
    }

    /// What makes a file the same under another path: where it is once links are followed, and from where it refers to others.
    func identity(of path: String) -> String {
        guard path != "-" else { return path }
        let directory = files.resolvingSymbolicLinks(in: LexicalPath.directory(of: path))
        return "\(directory)\n\(files.resolvingSymbolicLinks(in: path))"
    }

    /// The text of a file of variables or labels.
    ///
    /// - Throws: `ProjectFileError`, `YAMLError` where it is no text.
    func environmentSource(_ path: String) throws -> SourceText {
        let source = SourceText(
            environmentFile: path,
            displayPath: display(path),
            bytes: try files.contents(of: path),
            disclosesValues: request.disclosesValues
        )
        try source.checkEncoding()
        return source
    }

    /// Reports why a file of variables or labels cannot be read, or understood.
    ///
    /// - Parameters:
    ///   - kind: what the file is called.
    ///   - location: where the file is named; `nil` when no file names it.
    func report(_ error: any Error, reading path: String, as kind: String, at location: SourceLocation?) {
        switch error {
        case let failure as DotenvParser.Failure:
            diagnostics.error(failure.code, failure.message, at: failure.location, hint: failure.hint)
        case let failure as YAMLError: diagnostics.add(failure.diagnostic)
        default: diagnostics.error(.fileUnreadable, "\(kind) '\(display(path))' cannot be read: \(error)", at: location)
        }
    }

    /// A path with a leading `~` replaced by the home directory.
    func expandingHome(_ path: String) -> String {
        guard path.hasPrefix("~"), let home = request.environment["HOME"] else { return path }
        return LexicalPath.join(home, String(path.dropFirst()))
    }
}
