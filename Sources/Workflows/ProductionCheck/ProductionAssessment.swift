import ComposeLoader
import ComposeModel
import Diagnostics

/// Makes findings of facts: pure.
struct ProductionAssessment {
    /// Where the files say what is checked.
    let places: ProductionPlaces
    /// Where the files are that people edit.
    let tree: WorkingTree
    /// What is at a path of the host.
    let look: ParallelProject.Look
    /// The services that may run as root.
    let allowedRoots: Set<ServiceName>

    /// The findings, service by service.
    ///
    /// - Parameter changes: what the check does otherwise than production would.
    func findings(of facts: [ServiceFacts], besides changes: [ParallelChange]) -> [ProductionFinding] {
        var findings: [ProductionFinding] = []
        for facts in facts {
            findings += HealthCheck(places: places).findings(of: facts)
            findings += MountCheck(places: places, tree: tree, look: look).findings(of: facts)
            findings += EditCheck(places: places).findings(of: facts)
            findings += SettingsCheck(places: places).findings(of: facts)
            findings += UserCheck(places: places, allowed: allowedRoots).findings(of: facts)
            findings += ImageSizeCheck(places: places).findings(of: facts)
        }
        for change in changes { findings.append(finding(of: change)) }
        return findings
    }

    private func finding(of change: ParallelChange) -> ProductionFinding {
        ProductionFinding(
            .setup,
            of: change.service?.rawValue,
            wanted: change.what,
            found: change.instead,
            .note,
            at: change.path.flatMap { places.loaded.excerpt(at: $0.keys) }
        )
    }
}
