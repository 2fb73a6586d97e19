import ComposeModel

extension PlanConstruction {
    /// Names the containers that stay although their label still holds the values of their environment; the labels of a
    /// container cannot be changed.
    mutating func noteLegibleLabels() {
        let staying = services.flatMap { decisions[$0.name] ?? [] }.compactMap { decision in
            switch decision {
            case .keep(let container), .start(let container, _): container
            case .recreate, .create, .remove, .discard: nil
            }
        }
        let names = staying.filter { $0.compose.blueprint != nil }.map(\.name)
        guard !names.isEmpty else { return }
        warnings.append(
            "the label '\(ComposeLabel.blueprint)', which an earlier version wrote, shows the environment of \(names.joined(separator: ", ")); replace what has it with '--force-recreate'"
        )
    }
}
