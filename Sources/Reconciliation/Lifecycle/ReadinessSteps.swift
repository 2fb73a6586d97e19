import ComposeModel

/// The steps of a plan that wait for containers, one for each container and condition.
struct ReadinessSteps {
    private struct Key: Hashable {
        var container: String
        var condition: Readiness
    }

    private var steps: [Key: Int] = [:]

    /// The step that waits for a container, made when it is first asked for.
    ///
    /// - Parameter dependent: the service that waits; `nil` where nobody does but who asked for it.
    mutating func step(
        for container: ObservedContainer,
        _ condition: Readiness,
        dependent: ServiceName?,
        isRequired: Bool,
        after: [Int],
        in plan: inout Plan
    ) -> Int {
        let key = Key(container: container.name, condition: condition)
        let alternative = Key(container: container.name, condition: .healthy)
        if let step = steps[key] ?? (condition == .runningOrHealthy ? steps[alternative] : nil) {
            if let dependent { plan.note(dependent: dependent, requiring: isRequired, of: step) }
            return step
        }
        let step = plan.add(
            .awaitReadiness(
                .init(
                    service: container.service,
                    number: container.number,
                    name: container.name,
                    condition: condition,
                    dependents: dependent.map { [$0] } ?? [],
                    isRequired: isRequired
                )
            ),
            because: dependent.map { "'\($0)' depends on it" } ?? "readiness was asked for",
            after: after
        )
        steps[key] = step
        return step
    }
}
