import ComposeLoader
import Convergence
import DevelopmentLoop
import Diagnostics
import EngineClient
import Operations
import Reconciliation
import TerminalOutput

/// The one place where errors become what people read, and an exit status.
struct ErrorReport {
    /// The text, without a final line break; empty when there is nothing to say.
    let text: String
    /// How the program ends.
    let status: TerminationStatus

    /// Reports an error.
    ///
    /// - Parameter program: how the program was called, with the options that a command has to repeat.
    init(_ error: any Error, calling program: String = "engarde") {
        switch error {
        case is CancellationError:
            text = ""
            status = .interrupted
        case OutputFailure.readerGone:
            text = ""
            status = .readerGone
        case let error as StartFailure:
            text = error.text
            status = .failure
        default:
            text = Self.diagnostics(of: error).map { $0.rendered(calling: program) }.joined(separator: "\n\n")
            status = .failure
        }
    }

    /// What is wrong, as diagnostics.
    static func diagnostics(of error: any Error) -> [Diagnostic] {
        switch error {
        case let error as LocatedError: error.diagnostics
        case let error as LoadError: error.diagnostics
        case let error as ConvergenceError: error.diagnostics
        case let error as ReconciliationError:
            error.each.map { Diagnostic(message: $0.description, hint: $0.hint, command: $0.command) }
        case let error as EngineError: [Diagnostic(message: "\(error)", hint: error.hint)]
        case let error as Exec.Failure:
            [Diagnostic(message: error.description, hint: error.hint, command: error.command)]
        case let error as DevelopmentLoopError: [diagnostic(ofText: error.description)]
        case let error as TemplateError: [Diagnostic(message: error.message, hint: error.hint)]
        case let error as WatchLock.Failure:
            [Diagnostic(message: error.description, hint: error.hint, command: error.command)]
        case let error as Logs.Failure: [Diagnostic(message: error.description)]
        case let error as UsageError: [Diagnostic(message: error.message, hint: error.hint, command: error.command)]
        default: [Diagnostic(message: "\(error)")]
        }
    }

    /// A message whose second line may be a hint.
    private static func diagnostic(ofText text: String) -> Diagnostic {
        let lines = text.split(separator: "\n").map(String.init)
        let hint = lines.first { $0.hasPrefix("hint: ") }.map { String($0.dropFirst("hint: ".count)) }
        return Diagnostic(message: lines.first ?? text, hint: hint)
    }
}

/// Arguments that are well formed, but do not go together or name what is not there.
struct UsageError: Error {
    /// What is wrong.
    var message: String
    /// What to do about it.
    var hint: String?
    /// The arguments of the command that the hint ends with; empty when it ends with none.
    var command: [String] = []
}

/// Errors that were given the places in the Compose files that they are about.
struct LocatedError: Error {
    /// What is wrong, and where.
    var diagnostics: [Diagnostic]
}
