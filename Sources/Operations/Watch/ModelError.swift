import ComposeModel
import Diagnostics

/// Why a project's changed files are not taken while it is watched.
enum ModelError: Error, Hashable {
    /// The project has another name now.
    case renamed(from: ProjectName, to: ProjectName)
}

extension ModelError: DiagnosticConvertible {
    /// The error as one diagnostic.
    var diagnostics: [Diagnostic] {
        switch self {
        case .renamed(let former, let name):
            [
                Diagnostic(
                    code: .watchedProjectRenamed,
                    message: "project '\(former)' is called '\(name)' now, which would be another project",
                    hint: "end the watching, take '\(former)' down, and bring '\(name)' up; or restore the name"
                )
            ]
        }
    }
}
