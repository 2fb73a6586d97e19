import SessionEvents
import TerminalOutput
import Workflows

/// The steps of a workflow that are shown instead of being taken.
///
/// - Shape: for people, a line for each step: `engarde build backend  # what it was built from has changed`; with
///   `--progress json` one object a line for each: `{"command":"engarde build backend","purpose":"…","step":1}`.
struct WorkflowPreview {
    private let lines: [Line]

    /// One step.
    private struct Line: Encodable {
        var step: Int
        var command: String
        var purpose: String
    }

    /// Shows steps.
    ///
    /// - Parameter program: how the program was called, with the options that a command repeats.
    init(_ steps: [WorkflowStep], program: String) {
        lines = steps.enumerated().map { index, step in
            Line(step: index + 1, command: step.command.text(calling: program), purpose: step.purpose)
        }
    }

    /// The text, with its final line break.
    ///
    /// - Throws: `EncodingError`.
    func text(in mode: ProgressMode) throws -> String {
        guard !lines.isEmpty else { return mode == .json ? "" : "nothing to do\n" }
        let texts = try lines.map { mode == .json ? try $0.json() : "\($0.step). \($0.command)  # \($0.purpose)" }
        return texts.joined(separator: "\n") + "\n"
    }
}
