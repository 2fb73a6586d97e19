import ComposeModel
import Diagnostics
import EngineAPI

/// Proves, without an edit, that edits do not show: nothing lies over a source file of the image, and nobody carries edits
/// over. Pure.
struct EditCheck {
    let places: ProductionPlaces

    /// What is found of a service that is built.
    func findings(of facts: ServiceFacts) -> [ProductionFinding] {
        guard facts.service.build != nil else { return [] }
        return watching(facts) + [source(facts)].compactMap { $0 }
    }

    private func watching(_ facts: ServiceFacts) -> [ProductionFinding] {
        let excerpt = places.excerpt(of: facts.service.name, ["develop", "watch"], ["develop"])
        func finding(_ found: String, _ verdict: ProductionFinding.Verdict) -> ProductionFinding {
            ProductionFinding(.edits, of: facts.name, wanted: "no watcher", found: found, verdict, at: excerpt)
        }
        if facts.isWatched {
            return [finding("a process that watches", .failed).explained(by: .productionEditsShow)]
        }
        guard !facts.service.watchRules.isEmpty else { return [] }
        return [
            finding("rules in 'develop.watch'", .warning).explained(
                by: .productionEditsShow,
                hint: "move 'develop' to the layer for development; without '--watch' it has no effect"
            )
        ]
    }

    private func source(_ facts: ServiceFacts) -> ProductionFinding? {
        guard let container = facts.containers.first else { return nil }
        let excerpt = places.excerpt(of: facts.service.name, ["build"])
        func finding(_ found: String, _ verdict: ProductionFinding.Verdict) -> ProductionFinding {
            ProductionFinding(.edits, of: facts.name, wanted: "files of the image", found: found, verdict, at: excerpt)
        }
        guard let source = facts.source else {
            return finding("no source file to look for", .note)
        }
        // What of the host can be written to is not mounted while the check runs.
        let isMounted = facts.service.mounts.contains { mount in
            guard case .bind = mount.kind else { return false }
            return MountTarget.isAt(source.target, orBelow: mount.target)
        }
        let cover = container.inspection.mounts.first { MountTarget.isAt(source.target, orBelow: $0.destination) }
        if isMounted || cover?.type == .bind {
            return finding("\(source.target) lies in a mount", .failed).explained(
                by: .productionEditsShow,
                hint: "leave the mount to the layer for development"
            )
        }
        if cover?.type == .volume {
            return finding("\(source.target) lies in a volume", .warning).explained(
                by: .productionEditsShow,
                hint: "mount the volume elsewhere: it goes on to hold the files of the first image"
            )
        }
        switch facts.standing {
        case .inImage: return finding("\(source.target) of the image", .ok)
        case .absent: return finding("\(source.target) is not there", .ok)
        case .changed:
            return finding("\(source.target) changed in the container", .warning).explained(by: .productionEditsShow)
        }
    }
}
