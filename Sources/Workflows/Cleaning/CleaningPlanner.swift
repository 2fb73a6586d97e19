import ComposeModel
import EngineAPI

/// Decides what is left over of a project: pure.
struct CleaningPlanner: Sendable {
    /// The project.
    let project: ProjectName
    /// The services that the files have, enabled or not.
    let services: Set<ServiceName>
    /// The names on the engine of the volumes that never go.
    var keptVolumes: Set<String> = []
    /// What is removed.
    let options: CleaningOptions

    /// What is left over, kind by kind, each by name; those that stay have a ``CleaningItem/neededOption``.
    func items(_ found: CleaningFindings) -> [CleaningItem] {
        let containers = containers(found)
        let going = Set(containers.map(\.identifier))
        let staying = found.containers.filter { !going.contains($0.id.rawValue) }
        return containers + images(found, beside: staying) + volumes(found, beside: staying) + buildCache(found)
    }

    private func containers(_ found: CleaningFindings) -> [CleaningItem] {
        found.containers.compactMap { container -> CleaningItem? in
            let labels = ComposeLabels(container.labels)
            guard labels.belongs(to: project), container.state != .removing else { return nil }
            let hasEnded = [.created, .exited, .dead].contains(container.state)
            let isOrphan = labels.service.map { !services.contains($0) } ?? false
            guard hasEnded || isOrphan else { return nil }
            var item = CleaningItem(
                .container,
                container.name,
                identifier: container.id.rawValue,
                service: labels.service?.rawValue,
                because: (isOrphan ? "orphan, " : "") + container.state.description,
                bytes: found.bytes(of: container.id)
            )
            item.needsStopping = !hasEnded
            return item
        }
        .sorted { $0.name < $1.name }
    }

    private func images(_ found: CleaningFindings, beside staying: [ContainerSummary]) -> [CleaningItem] {
        let used = Set(staying.map(\.imageID))
        return found.images.compactMap { image -> CleaningItem? in
            let labels = ComposeLabels(image.labels)
            guard labels.belongs(to: project), !used.contains(image.id) else { return nil }
            let names = image.repoTags.filter { $0 != "<none>:<none>" }.sorted()
            var item = CleaningItem(
                .image,
                names.isEmpty ? image.id.shortForm : names.joined(separator: ", "),
                identifier: image.id.rawValue,
                service: labels.service?.rawValue,
                because: names.isEmpty ? "a newer one has its name" : "no container uses it",
                bytes: found.bytes(of: image.id)
            )
            item.names = names
            if !names.isEmpty, !options.includesEverythingBuilt { item.neededOption = "--all" }
            return item
        }
        .sorted { $0.name < $1.name }
    }

    private func volumes(_ found: CleaningFindings, beside staying: [ContainerSummary]) -> [CleaningItem] {
        let mounted = Set(staying.flatMap(\.mounts).map(\.name))
        return found.volumes.compactMap { volume -> CleaningItem? in
            let (name, labels) = (volume.name.rawValue, ComposeLabels(volume.labels))
            guard labels.belongs(to: project), !mounted.contains(name), !keptVolumes.contains(name) else { return nil }
            var item = CleaningItem(
                .volume,
                name,
                because: "no container mounts it",
                bytes: found.bytes(of: volume.name)
            )
            if !options.includesVolumes { item.neededOption = "--volumes" }
            return item
        }
        .sorted { $0.name < $1.name }
    }

    private func buildCache(_ found: CleaningFindings) -> [CleaningItem] {
        guard found.bytesOfBuildCache > 0 else { return [] }
        var item = CleaningItem(
            .buildCache,
            "",
            because: "of all projects, no build uses it",
            bytes: found.bytesOfBuildCache
        )
        if !options.includesEverythingBuilt { item.neededOption = "--all" }
        return [item]
    }
}
