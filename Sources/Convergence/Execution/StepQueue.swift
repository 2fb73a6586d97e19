import Reconciliation

/// The steps that may begin, let through so that no more than the limit are under way at once.
///
/// Steps that only wait do not count: they would keep those from beginning that they wait for.
struct StepQueue {
    /// How many steps are under way at once; `nil` is no limit.
    let limit: Int?
    private var waiting: [PlanStep] = []
    private var underWay = 0

    /// Creates an empty queue.
    init(limit: Int?) {
        self.limit = limit
    }

    /// Adds steps that may begin.
    mutating func add(_ steps: [PlanStep]) { waiting += steps }

    /// Takes the next step that begins; `nil` when none may.
    mutating func next() -> PlanStep? {
        let isFull = limit.map { underWay >= $0 } ?? false
        guard let index = waiting.firstIndex(where: { !isFull || !Self.counts($0) }) else { return nil }
        let step = waiting.remove(at: index)
        if Self.counts(step) { underWay += 1 }
        return step
    }

    /// Notes that a step has ended.
    mutating func end(_ step: PlanStep) { if Self.counts(step) { underWay -= 1 } }

    private static func counts(_ step: PlanStep) -> Bool {
        if case .awaitReadiness = step.operation { false } else { true }
    }
}
