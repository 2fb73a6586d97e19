extension Plan {
    /// The plan without the steps that start containers and wait for them, for `up --no-start`: what came after such a
    /// step comes after what that step came after.
    package var onlyCreating: Plan {
        var result = Plan()
        var stands: [Int: Set<Int>] = [:]
        for step in steps {
            let after = step.after.reduce(into: Set<Int>()) { $0.formUnion(stands[$1] ?? []) }
            switch step.operation {
            case .startContainer, .awaitReadiness, .runPreStart: stands[step.id] = after
            default: stands[step.id] = [result.add(step.operation, because: step.cause, after: after)]
            }
        }
        return result
    }
}
