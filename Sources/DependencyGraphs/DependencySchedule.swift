import OrderedCollections

/// Decides which nodes of a graph may run now: those whose dependencies are done.
///
/// A pure state machine. Each node goes from waiting to running to done, or from waiting to abandoned when something it
/// depends on failed.
package struct DependencySchedule<Node: Hashable & Sendable>: Sendable {
    private var missing: [Node: Int]
    private let dependents: [Node: [Node]]
    private var abandoned: Set<Node> = []
    private var initial: [Node]
    /// How many nodes are neither done nor failed nor abandoned.
    package private(set) var remaining: Int

    /// Prepares a schedule.
    ///
    /// - Throws: `DependencyCycle` when no order exists.
    package init(_ graph: DependencyGraph<Node>) throws(DependencyCycle<Node>) {
        let order = try graph.order()
        missing = graph.dependencies.reduce(into: [:]) { $0[$1.key] = $1.value.count }
        dependents = graph.dependents()
        initial = order.filter { graph.dependencies[$0]?.isEmpty ?? true }
        remaining = order.count
    }

    /// The nodes that may run at the beginning; empty on every further call.
    package mutating func start() -> [Node] {
        defer { initial = [] }
        return initial
    }

    /// Notes that a node is done.
    ///
    /// - Returns: the nodes that may run now because of it.
    package mutating func finish(_ node: Node) -> [Node] {
        remaining -= 1
        var ready: [Node] = []
        for dependent in dependents[node] ?? [] where !abandoned.contains(dependent) {
            let left = (missing[dependent] ?? 0) - 1
            missing[dependent] = left
            if left == 0 { ready.append(dependent) }
        }
        return ready
    }

    /// Notes that a node failed; everything that depends on it, directly or not, is abandoned.
    ///
    /// - Returns: the nodes abandoned because of it.
    package mutating func fail(_ node: Node) -> [Node] {
        remaining -= 1
        var result: [Node] = []
        var pending = dependents[node] ?? []
        while let next = pending.popLast() {
            guard abandoned.insert(next).inserted else { continue }
            remaining -= 1
            result.append(next)
            pending += dependents[next] ?? []
        }
        return result
    }
}
