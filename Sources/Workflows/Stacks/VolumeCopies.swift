package import ComposeModel
import EngineAPI
import EngineClient
package import Operations
import OrderedCollections
import Reconciliation
import SessionEvents

/// Lets a stack begin with the data of the first one: each of its volumes that is not there yet is copied.
package struct VolumeCopies: Workflow {
    private let session: ProjectSession
    private let records: IsolationRecords
    private let record: IsolationRecord
    private let sources: [ComposeModel.VolumeName: String]

    /// Prepares the copying.
    ///
    /// - Parameters:
    ///   - session: with the stack's project.
    ///   - sources: the names at the engine of the first stack's volumes, by their keys.
    package init(
        _ session: ProjectSession,
        _ record: IsolationRecord,
        records: IsolationRecords,
        sources: [ComposeModel.VolumeName: String]
    ) {
        self.session = session
        self.record = record
        self.records = records
        self.sources = sources
    }

    /// A step for each volume that is copied; none where all are there.
    ///
    /// - Throws: `EngineError`, `CancellationError`, `IsolationError`.
    package func steps() async throws -> [WorkflowStep] {
        let present = Set(try await session.client.volumes().map(\.name.rawValue))
        let known = try records.record(in: record.worktree, of: record.project)
        let unfinished = known?.unfinishedCopies ?? record.unfinishedCopies
        var steps: [WorkflowStep] = []
        for (key, volume) in session.project.volumes where !volume.isExternal {
            let begun = unfinished.first { $0.volume == volume.name }
            guard begun != nil || !present.contains(volume.name) else { continue }
            let source = sources[key].flatMap { $0 != volume.name && present.contains($0) ? $0 : nil }
            let copy = VolumeCopy(
                session: session,
                records: records,
                record: record,
                key: key,
                volume: volume,
                source: source ?? "",
                begun: begun
            )
            guard let source else {
                if begun != nil {
                    steps.append(
                        WorkflowStep(
                            .other(words: ["docker", "volume", "rm", volume.name]),
                            for: "half a copy is no volume",
                            copy.discard
                        )
                    )
                }
                continue
            }
            steps.append(
                WorkflowStep(copy.command, for: "the stack begins with what '\(source)' holds", until: copy.run)
            )
        }
        return steps
    }
}
