import Convergence
import Reconciliation
import SessionEvents
import TerminalOutput

/// Plans that are shown instead of being carried out.
///
/// - Shape: for people, the plans' text, and a line for each volume that would be asked about; with `--progress json` one
///   object a line for each step:
///   `{"after":[1],"cause":"it does not exist","operation":"create container","step":2,"subject":"hq-db-1"}`. The steps
///   are numbered through, and `after` holds the numbers of those that have to be done before. No step, no line: a volume
///   that is asked about has none.
struct PlanPreview {
    /// The steps of the plans in the order in which they are carried out.
    private let plans: [[PlannedStep]]
    /// The volumes that differ, and that somebody would be asked about.
    private let divergedVolumes: [DivergedVolume]

    /// Shows plans.
    init(plans: [Plan], divergedVolumes: [DivergedVolume] = []) {
        self.plans = plans.map(\.outline)
        self.divergedVolumes = divergedVolumes
    }

    /// Shows steps that belong to no plan.
    init(steps: [PlannedStep]) {
        plans = [steps]
        divergedVolumes = []
    }

    /// One step.
    private struct Line: Encodable {
        var step: Int
        var operation: String
        var subject: String
        var service: String?
        var cause: String
        var after: [Int]
    }

    /// The text, with its final line break.
    ///
    /// - Throws: `EncodingError`.
    func text(in mode: ProgressMode) throws -> String {
        guard mode == .json else {
            let texts = plans.map { $0.map(\.text).joined(separator: "\n") }
            let volumes = divergedVolumes.map(\.forecast).joined(separator: "\n")
            let text = (texts + [volumes]).filter { !$0.isEmpty }.joined(separator: "\n\n")
            return text.isEmpty ? "nothing to do\n" : text + "\n"
        }
        var text = ""
        var number = 0
        for steps in plans {
            for step in steps {
                let line = Line(
                    step: number + step.step,
                    operation: step.action.rawValue,
                    subject: step.subject.name,
                    service: step.subject.service,
                    cause: step.cause,
                    after: step.after.map { number + $0 }
                )
                text += try line.json() + "\n"
            }
            number += steps.count
        }
        return text
    }
}
