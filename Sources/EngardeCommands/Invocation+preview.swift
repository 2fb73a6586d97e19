import Operations
import Reconciliation
import SessionEvents
import TerminalOutput

extension Invocation {
    /// Shows what bringing services up would do.
    ///
    /// - Throws: `EncodingError`.
    func show(_ preview: Up.Preview, _ session: ProjectSession) throws {
        let text = try PlanPreview(plans: preview.plans, divergedVolumes: preview.divergedVolumes)
            .text(in: options.progress)
        surroundings.output.write(text, to: .data)
        // Among objects of steps there is no place for it.
        guard options.progress == .json else { return }
        for volume in preview.divergedVolumes { session.events.emit(.warning(volume.forecast)) }
    }
}
