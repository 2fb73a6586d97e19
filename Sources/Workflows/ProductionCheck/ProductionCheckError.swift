package import ComposeModel
package import Diagnostics

/// Why a production check cannot begin.
package enum ProductionCheckError: DiagnosticConvertible, Sendable, Hashable {
    /// Containers of another directory have the name of the project that would be brought up.
    case nameTaken(ProjectName, directory: String)
    /// No service is left to check.
    case nothingToCheck(ProjectName)

    /// The error as one diagnostic.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .nameTaken(let name, let directory):
            [
                Diagnostic(
                    code: .productionNameTaken,
                    message: "the check would run as project '\(name)', which '\(directory)' has already",
                    hint: "take that one down, or name this project otherwise with '-p'"
                )
            ]
        case .nothingToCheck(let name):
            [
                Diagnostic(
                    code: .productionNothingToCheck,
                    message: "project '\(name)' has no service to check",
                    path: ProjectPath(keys: ["x-engarde", "prod_check", "skip"]),
                    hint: "take services out of 'x-engarde.prod_check.skip'"
                )
            ]
        }
    }
}
