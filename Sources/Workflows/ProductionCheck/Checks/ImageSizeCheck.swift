import ComposeModel
import Diagnostics
import EngineAPI

/// Compares the sizes of images with those for development: pure.
struct ImageSizeCheck {
    let places: ProductionPlaces

    /// What is found of a service that is built.
    func findings(of facts: ServiceFacts) -> [ProductionFinding] {
        guard facts.service.build != nil, let size = facts.image?.size else { return [] }
        let excerpt = places.excerpt(of: facts.service.name, ["build", "target"], ["build"])
        let found = Self.text(size)
        switch facts.developmentImage {
        case .notBuilt:
            let wanted = "none to compare"
            return [ProductionFinding(.size, of: facts.name, wanted: wanted, found: found, .note, at: excerpt)]
        case .missing(let name):
            let wanted = "not built: \(name)"
            return [ProductionFinding(.size, of: facts.name, wanted: wanted, found: found, .note, at: excerpt)]
        case .there(let name, let other):
            let isLarger = size > other
            let finding = ProductionFinding(
                .size,
                of: facts.name,
                wanted: "at most \(Self.text(other)) of \(name)",
                found: found,
                isLarger ? .warning : .ok,
                at: excerpt
            )
            let hint = "copy only what runs into the stage for production"
            return [isLarger ? finding.explained(by: .productionImageLarger, hint: hint) : finding]
        }
    }

    /// Millions of bytes with one decimal: `152.4 MB`.
    static func text(_ bytes: Int64) -> String {
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}
