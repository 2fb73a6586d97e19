import Convergence
import Reconciliation
import SessionEvents
import TerminalOutput

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Plans that are shown instead of being carried out.
///
/// - Shape: for people, the plans' text, and a line for each volume that would be asked about; with `--progress json` one object a line for each step:
///   `{"after":[1],"cause":"it does not exist","operation":"create container","step":2,"subject":"hq-db-1"}`. The steps
///   are numbered through, and `after` holds the numbers of those that have to be done before. No step, no line: a volume that is asked about has
///   none.
struct PlanPreview {
    /// The plans in the order in which they are carried out.
    let plans: [Plan]
    /// The volumes that differ, and that somebody would be asked about.
    var divergedVolumes: [DivergedVolume] = []
    /// Steps that belong to no plan.
    private var steps: [PlannedStep] = []

    /// Shows plans.
    init(plans: [Plan], divergedVolumes: [DivergedVolume] = []) {
        self.plans = plans
        self.divergedVolumes = divergedVolumes
    }

    /// Shows steps that belong to no plan.
    init(steps: [PlannedStep]) {
        plans = []
        self.steps = steps
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
            let volumes = divergedVolumes.map(\.forecast).joined(separator: "\n")
            let text = (plans.map(\.text) + [steps.map(\.text).joined(separator: "\n"), volumes]).filter { !$0.isEmpty }
                .joined(separator: "\n\n")
            return text.isEmpty ? "nothing to do\n" : text + "\n"
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var text = ""
        var number = 0
        for plan in plans {
            for step in plan.steps {
                let line = Line(
                    step: number + step.id,
                    operation: step.operation.action.rawValue,
                    subject: step.operation.subject.name,
                    service: step.operation.subject.service,
                    cause: step.cause,
                    after: step.after.map { number + $0 }
                )
                text += String(decoding: try encoder.encode(line), as: UTF8.self) + "\n"
            }
            number += plan.steps.count
        }
        for step in steps {
            let line = Line(
                step: step.step,
                operation: step.action.rawValue,
                subject: step.subject.name,
                service: step.subject.service,
                cause: step.cause,
                after: step.after
            )
            text += String(decoding: try encoder.encode(line), as: UTF8.self) + "\n"
        }
        return text
    }
}
