import ComposeLoader
import OrderedCollections
import ComposeModel
import Diagnostics

extension Invocation {
    /// Checks that the named services are in the project.
    ///
    /// - Parameter loaded: the project; without it nothing can be checked.
    /// - Throws: ``UsageError`` with a suggestion.
    func checkServices(_ names: [String], in loaded: LoadedProject?) throws {
        guard let project = loaded?.project else { return }
        let known = (Array(project.services.keys) + Array(project.disabledServices.keys)).map(\.rawValue)
        for name in names where !known.contains(name) {
            throw UsageError(
                code: .unknownService,
                message: "no such service: '\(name)'",
                hint: NameSuggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
            )
        }
    }
}
