internal import ComposeYAML
internal import Diagnostics

extension ProjectEnvironments {
    /// That there is no environment of a name: which there are, and what was looked for.
    ///
    /// - Parameters:
    ///   - source: who named it.
    ///   - location: where it is written; `nil` where no file names it.
    func unknown(
        _ name: String,
        _ source: EnvironmentSelection.Source,
        at location: SourceLocation?
    ) -> LoadError {
        let there = all
        var notes: [Diagnostic.Note] = []
        if !there.isEmpty { notes.append(Diagnostic.Note(title: "there are", lines: there.map(line))) }
        if let lookedFor = EnvironmentName(name)?.lookedFor {
            notes.append(Diagnostic.Note(title: "none of these files is there", lines: lookedFor))
        }
        let asking = source == .variable ? ", for which ENGARDE_ENVIRONMENT asks" : ""
        let diagnostic = Diagnostic(
            code: .environmentUnknown,
            message: "there is no environment '\(name)'\(asking)",
            position: location?.position,
            excerpt: location?.excerpt,
            notes: notes,
            hint: hint(for: name, among: there.map(\.name))
        )
        return LoadError(stage: .workspace, diagnostics: [diagnostic])
    }

    private func line(of environment: ProjectEnvironment) -> String {
        let own = environment.files + environment.environmentFiles
        return "\(environment.name): \(own.map(display).joined(separator: ", "))"
    }

    private func hint(for name: String, among names: [String]) -> String {
        let spellings = names.flatMap { EnvironmentName($0)?.spellings ?? [] }
        if let nearest = NameSuggestion.nearest(to: name, among: spellings) { return NameSuggestion.question(nearest) }
        if name == "override" { return "the override file belongs to environment 'dev'" }
        guard let new = EnvironmentName(name)?.canonical else {
            return "a name has letters, digits, '-' and '_', such as 'dev'"
        }
        return "create 'docker-compose.\(new).yml' or '.env.\(new)'"
    }

    /// That two files of an environment differ.
    func contradiction(_ first: String, _ second: String, of name: EnvironmentName) -> Diagnostic {
        Diagnostic(
            code: .environmentAmbiguous,
            message: "'\(display(first))' and '\(display(second))' are both of environment '\(name.canonical)', "
                + "and differ",
            hint: "keep one of the two"
        )
    }
}
