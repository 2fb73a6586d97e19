import Operations
import Reconciliation
import SessionEvents
import TerminalOutput

extension Invocation {
    /// Shows what bringing services up would do.
    ///
    /// - Throws: what `preview` throws, `EncodingError`.
    func show(
        until interrupts: Interrupts,
        _ session: ProjectSession,
        _ preview: @escaping @Sendable () async throws -> Up.Preview
    ) async throws -> OperationEnd {
        guard case .finished(let preview) = try await interrupts.race(preview) else { return .interrupted }
        try write(PlanPreview(plans: preview.plans, divergedVolumes: preview.divergedVolumes))
        // Among objects of steps there is no place for it.
        guard options.progress == .json else { return .done }
        for volume in preview.divergedVolumes { session.events.emit(.warning(volume.forecast)) }
        return .done
    }

    /// Shows a plan instead of carrying it out.
    ///
    /// - Throws: what `plan` throws, `EncodingError`.
    func show(
        until interrupts: Interrupts,
        plan: @escaping @Sendable () async throws -> Plan
    ) async throws -> OperationEnd {
        guard case .finished(let plan) = try await interrupts.race(plan) else { return .interrupted }
        try write(PlanPreview(plans: [plan]))
        return .done
    }

    /// Shows what would be done, as data.
    ///
    /// - Throws: `EncodingError`.
    func write(_ preview: PlanPreview) throws {
        surroundings.output.write(try preview.text(in: options.progress), to: .data)
    }
}
