/// What the stages of one load share.
struct LoadContext {
    var request: LoadRequest
    let files: any ProjectFiles
    let diagnostics: DiagnosticCollector
    let origins: OriginLog
    let budget: LoadBudget
    let includedValues = IncludedValues()

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

    /// A path with a leading `~` replaced by the home directory.
    func expandingHome(_ path: String) -> String {
        guard path.hasPrefix("~"), let home = request.environment["HOME"] else { return path }
        return LexicalPath.join(home, String(path.dropFirst()))
    }
}
