import ComposeModel
import Diagnostics

/// Tells which services are ready: pure.
struct HealthCheck {
    let places: ProductionPlaces

    /// What is found of a service.
    func findings(of facts: ServiceFacts) -> [ProductionFinding] {
        let excerpt = places.excerpt(of: facts.service.name, ["healthcheck"])
        func finding(_ found: String, _ verdict: ProductionFinding.Verdict) -> ProductionFinding {
            ProductionFinding(.health, of: facts.name, wanted: "ready", found: found, verdict, at: excerpt)
        }
        // What programs manage in place of containers is ready when they say so.
        guard facts.service.provider == nil else { return [] }
        if facts.containers.isEmpty, facts.service.scale > 0 {
            return [finding("no container", .failed).explained(by: .productionNotReady)]
        }
        var words: [String] = []
        for container in facts.containers {
            switch container.readiness {
            case .ready(let word):
                if !words.contains(word) { words.append(word) }
            case .failed(let reason, let lines):
                return [finding(reason, .failed).explained(by: .productionNotReady, lines: lines)]
            }
        }
        return [finding(words.isEmpty ? "no container wanted" : words.joined(separator: ", "), .ok)]
    }
}
