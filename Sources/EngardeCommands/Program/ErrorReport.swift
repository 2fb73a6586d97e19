import Diagnostics
import TerminalOutput

/// The one place where errors become what people read, and an exit status.
struct ErrorReport {
    /// The text, without a final line break; empty when there is nothing to say.
    let text: String
    /// What is wrong; empty when there is nothing to say.
    let diagnostics: [Diagnostic]
    /// How the program ends.
    let status: TerminationStatus

    /// Reports an error.
    ///
    /// - Parameter program: how the program was called, with the options that a command has to repeat.
    init(_ error: any Error, calling program: String = "engarde") {
        switch error {
        case is CancellationError:
            diagnostics = []
            status = .interrupted
        case OutputFailure.readerGone:
            diagnostics = []
            status = .readerGone
        case OutputFailure.terminalGone:
            diagnostics = []
            status = .terminalGone
        case let told as ToldError:
            let report = ErrorReport(told.error)
            (diagnostics, status) = (report.diagnostics, report.status)
        default:
            diagnostics = Diagnostic.all(of: error)
            status = .failure
        }
        text = error is ToldError ? "" : Diagnostic.rendered(diagnostics, calling: program)
    }
}
