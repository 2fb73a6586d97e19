import ComposeModel
import Diagnostics
import EngineAPI
import EngineClient
package import Operations
import OrderedCollections
import SessionEvents

/// Removes what is left over of a project: containers that have ended, images that nothing uses, and more where it is asked for.
package struct Cleaning: Workflow {
    /// What is left over, and what of it stays.
    package let items: [CleaningItem]

    private let session: Session
    private let options: CleaningOptions
    private let result = CleaningResult()

    /// Looks at what is left over.
    ///
    /// - Throws: ``SettingsError``, `EngineError`, `CancellationError`.
    package init(_ session: ProjectSession, options: CleaningOptions) async throws {
        self.session = session.session
        self.options = options
        let project = session.project
        let section = try WorkflowSettings(of: session.loaded).section("clean", knowing: ["keep"])
        var kept: Set<String> = []
        if let section {
            for key in try section.texts("keep") ?? [] {
                guard let volume = project.volumes[ComposeModel.VolumeName(key)] else {
                    throw SettingsError(
                        .keptVolumeUnknown,
                        "'\(section.path).keep' names '\(key)', which is no volume of the project",
                        at: section.path(of: "keep"),
                        hint: "write a name as it stands under 'volumes'"
                    )
                }
                kept.insert(volume.name)
            }
        }
        var planner = CleaningPlanner(
            project: session.name,
            services: Set(project.allServices.map(\.name)),
            options: options
        )
        planner.keptVolumes = kept
        items = planner.items(try await CleaningFindings(in: session.session))
    }

    /// What goes.
    package var going: [CleaningItem] { items.filter { $0.neededOption == nil } }

    /// What was removed so far.
    package var removed: [CleaningItem] { result.items }

    /// A step for each kind of what goes.
    package func steps() async throws -> [WorkflowStep] {
        var steps: [WorkflowStep] = []
        let running = going.filter(\.needsStopping)
        if !running.isEmpty {
            steps.append(
                WorkflowStep(
                    .other(words: ["docker", "stop"] + running.map(\.name)),
                    for: "they run, and the files do not have their services any more"
                ) {
                    try await session.changing {
                        for item in running { try await stop(ContainerID(item.identifier)) }
                    }
                }
            )
        }
        for kind in CleaningItem.Kind.allCases {
            let those = going.filter { $0.kind == kind }
            if !those.isEmpty { steps.append(step(kind, those)) }
        }
        return steps
    }

    private func step(_ kind: CleaningItem.Kind, _ items: [CleaningItem]) -> WorkflowStep {
        switch kind {
        case .container:
            let command = ["docker", "rm"] + (options.includesVolumes ? ["-v"] : []) + items.map(\.name)
            return step(command, items, for: "nothing runs in them") { item in
                try await session.client.removeContainer(
                    ContainerID(item.identifier),
                    withAnonymousVolumes: options.includesVolumes
                )
                return item
            }
        case .image:
            return step(["docker", "rmi"] + items.flatMap { names(of: $0) }, items, for: "no container uses them") {
                item in
                for name in names(of: item) { try await session.client.removeImage(ImageReference(name)) }
                return item
            }
        case .volume:
            return step(["docker", "volume", "rm"] + items.map(\.name), items, for: "no container mounts them") {
                item in
                try await session.client.removeVolume(EngineAPI.VolumeName(item.identifier))
                return item
            }
        case .buildCache:
            let command = ["docker", "builder", "prune", "--all", "--force"]
            return step(command, items, for: "no build uses it") { item in
                var removed = item
                removed.bytes = try await session.client.removeBuildCache().freed
                return removed
            }
        }
    }

    /// What an image is removed by: with its last name it goes itself.
    private func names(of item: CleaningItem) -> [String] { item.names.isEmpty ? [item.identifier] : item.names }

    /// Removes one after the other; what came into use meanwhile stays, which is told.
    private func step(
        _ words: [String],
        _ items: [CleaningItem],
        for purpose: String,
        _ remove: @escaping @Sendable (CleaningItem) async throws -> CleaningItem
    ) -> WorkflowStep {
        WorkflowStep(.other(words: words), for: purpose) {
            try await session.changing {
                for item in items {
                    do {
                        result.add(try await remove(item))
                    } catch EngineError.notFound {
                        // Somebody else removed it.
                        continue
                    } catch EngineError.conflict(_, let message) {
                        session.events.emit(.warning("\(item.kind.rawValue) '\(item.name)' stays: \(message)"))
                    }
                }
            }
        }
    }

    private func stop(_ container: ContainerID) async throws {
        do {
            try await session.client.stopContainer(container)
        } catch EngineError.notFound {
            return
        }
    }
}
