import ComposeModel
import EngineAPI
import EngineClient
package import Operations
import Reconciliation
import SessionEvents

/// Removes stacks with all that the engine has of them, and what is known of them.
package struct RemoveStacks: Workflow {
    private let context: WorkflowContext
    private let records: [IsolationRecord]

    /// Prepares the removal.
    ///
    /// - Parameters:
    ///   - names: those of the stacks.
    ///   - takesGone: whether those go whose checkout is there no longer.
    ///   - known: the stacks of the repository.
    ///   - all: what is known of them.
    /// - Throws: `IsolationError` for a name that none has.
    package init(
        _ context: WorkflowContext,
        names: [String],
        takingGone takesGone: Bool,
        of known: [Stack],
        _ all: [IsolationRecord]
    ) throws {
        self.context = context
        let gone = Set(takesGone ? known.filter(\.isGone).map(\.name) : [])
        for name in names where !all.contains(where: { $0.name.rawValue == name }) {
            throw IsolationError.unknownStack(name: name, known: all.map(\.name.rawValue))
        }
        records = all.filter { names.contains($0.name.rawValue) || gone.contains($0.name.rawValue) }
    }

    /// The names of the stacks that go.
    package var names: [String] { records.map(\.name.rawValue) }

    /// Asks whether they may go.
    ///
    /// - Throws: `IsolationError` where nobody can be asked.
    package func isAgreedTo() async throws -> Bool {
        guard let confirmation = context.confirmation else { throw IsolationError.removalUnanswered(names: names) }
        let list = names.map { "'\($0)'" }.joined(separator: ", ")
        return await confirmation.confirm(
            "remove \(names.count == 1 ? "stack" : "stacks") \(list) with containers, volumes and images?"
        )
    }

    /// Two steps for each stack: its project goes down, then the images that were built for it.
    package func steps() async throws -> [WorkflowStep] {
        records.flatMap { record -> [WorkflowStep] in
            let name = record.name.rawValue
            return [
                WorkflowStep(
                    .own(arguments: ["-p", name, "down", "--volumes", "--remove-orphans"]),
                    for: "containers, networks and volumes of stack '\(name)' go"
                ) { try await takeDown(record) },
                WorkflowStep(
                    .other(words: [
                        "docker", "image", "prune", "--all", "--force", "--filter",
                        "label=\(ComposeLabel.project)=\(name)",
                    ]),
                    for: "so do the images that were built for it"
                ) {
                    try await removeImages(record)
                    try context.request.isolationRecords.remove(record)
                },
            ]
        }
    }

    private func takeDown(_ record: IsolationRecord) async throws {
        var options = TeardownOptions()
        options.removesVolumes = true
        options.removesOrphans = true
        let wanted = options
        try await context.request.withName(record.name, telling: context.events) { session in
            // Copies that were cut short may have left containers of the first stack standing still.
            for container in record.unfinishedCopies.flatMap(\.paused) {
                try? await session.client.unpauseContainer(ContainerID(container))
            }
            try await Down(session, options: wanted).run()
        }
    }

    private func removeImages(_ record: IsolationRecord) async throws {
        let events = context.events
        try await context.request.withEngine { client in
            for image in try await client.images(filters: .label(ComposeLabel.project, record.name.rawValue)) {
                let names = image.repoTags.filter { $0 != "<none>:<none>" }
                let references = names.isEmpty ? [image.id.rawValue] : names
                for name in references {
                    do {
                        try await client.removeImage(ImageReference(name))
                    } catch EngineError.conflict(_, let message) {
                        events.emit(.warning("image '\(name)' stays, since it is used: \(message)"))
                    } catch EngineError.notFound {
                        continue
                    }
                }
            }
        }
    }
}
