/// What the stages of one load share.
struct LoadContext {
    let request: LoadRequest
    let files: any ProjectFiles
    let diagnostics: DiagnosticCollector
    let origins: OriginLog
    let includes = IncludeCount()

    /// A path as the user would type it.
    func display(_ path: String) -> String {
        LexicalPath.display(path, from: request.workingDirectory)
    }

    /// A path with a leading `~` replaced by the home directory.
    func expandingHome(_ path: String) -> String {
        guard path.hasPrefix("~"), let home = request.environment["HOME"] else { return path }
        return LexicalPath.join(home, String(path.dropFirst()))
    }
}
