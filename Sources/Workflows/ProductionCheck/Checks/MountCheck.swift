import ComposeModel
import Diagnostics
import EngineAPI

/// Looks for files of the working tree in containers: pure.
struct MountCheck {
    let places: ProductionPlaces
    let tree: WorkingTree
    /// What is at a path of the host.
    let look: ParallelProject.Look

    /// What is found of a service: what the files mount, and what its first container has.
    ///
    /// - Shape: what of the host can be written to is not mounted while the check runs, but what the files say counts.
    func findings(of facts: ServiceFacts) -> [ProductionFinding] {
        var findings: [ProductionFinding] = []
        for mount in facts.service.mounts {
            guard case .bind(let source, _) = mount.kind, tree.concerns(source) else { continue }
            findings.append(finding(of: mount, from: source, facts))
        }
        let declared = Set(facts.service.mounts.map(\.target))
        for point in facts.containers.first?.inspection.mounts ?? [] {
            guard point.type == .bind, tree.concerns(point.source), !declared.contains(point.destination) else {
                continue
            }
            findings.append(undeclared(point, facts))
        }
        guard findings.isEmpty else { return findings }
        let excerpt = places.excerpt(of: facts.service.name, ["volumes"])
        return [ProductionFinding(.mounts, of: facts.name, wanted: "none", found: "none", .ok, at: excerpt)]
    }

    /// Whether what is mounted from the working tree is configuration, and not what the image should hold.
    func isConfiguration(_ mount: ComposeModel.Mount, from source: String, _ facts: ServiceFacts) -> Bool {
        guard mount.readOnly else { return false }
        let isSynced = facts.syncedPaths.contains {
            MountTarget.isAt($0, orBelow: source) || MountTarget.isAt(source, orBelow: $0)
        }
        guard !isSynced else { return false }
        if let context = facts.service.build?.context, MountTarget.isAt(context, orBelow: source) { return false }
        return look(source) == .file || MountTarget.isForConfiguration(mount.target)
    }

    private func finding(of mount: ComposeModel.Mount, from source: String, _ facts: ServiceFacts) -> ProductionFinding
    {
        let isConfiguration = isConfiguration(mount, from: source, facts)
        let found = "\(source) at \(mount.target)" + (mount.readOnly ? ", read-only" : "")
        let finding = ProductionFinding(
            .mounts,
            of: facts.name,
            wanted: isConfiguration ? "configuration only" : "none",
            found: found,
            isConfiguration ? .note : .failed,
            at: places.mount(at: mount.target, of: facts.service.name)
        )
        guard !isConfiguration else { return finding }
        return finding.explained(
            by: .productionSourceMounted,
            hint: "mount it for development only; keep data in a named volume, and add ':ro' to what is configuration"
        )
    }

    /// A mount that is no item of `volumes`: files of configs and secrets are, others come from elsewhere.
    private func undeclared(_ point: MountPoint, _ facts: ServiceFacts) -> ProductionFinding {
        let isFile = !(facts.service.configs.isEmpty && facts.service.secrets.isEmpty) && look(point.source) == .file
        let finding = ProductionFinding(
            .mounts,
            of: facts.name,
            wanted: isFile ? "configuration only" : "none",
            found: "\(point.source) at \(point.destination)",
            isFile ? .note : .failed,
            at: places.excerpt(of: facts.service.name, ["configs"], ["secrets"], ["volumes_from"])
        )
        return isFile ? finding : finding.explained(by: .productionSourceMounted)
    }
}
