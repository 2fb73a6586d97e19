import OrderedCollections

/// A directed graph of things that depend on each other, in the order in which they were added.
///
/// All operations are linear in nodes and edges; recursion is not used, so depth is bounded by memory alone.
package struct DependencyGraph<Node: Hashable & Sendable>: Sendable {
    private(set) var dependencies: OrderedDictionary<Node, OrderedSet<Node>> = [:]

    /// Creates an empty graph.
    package init() {}

    /// The nodes, in order of insertion.
    package var nodes: [Node] { Array(dependencies.keys) }

    /// The direct dependencies of a node, in order of insertion; empty for a node that is not there.
    package func dependencies(of node: Node) -> [Node] { Array(dependencies[node] ?? []) }

    /// Adds a node; a node that is there already stays as it is.
    package mutating func insert(_ node: Node) {
        if dependencies[node] == nil { dependencies[node] = [] }
    }

    /// Says that `node` depends on `dependency`; both are added if they are not there.
    package mutating func insert(_ node: Node, dependingOn dependency: Node) {
        insert(dependency)
        dependencies[node, default: []].append(dependency)
    }

    /// The nodes that depend on each node directly.
    package func dependents() -> [Node: [Node]] {
        var result: [Node: [Node]] = [:]
        for (node, nodeDependencies) in dependencies {
            for dependency in nodeDependencies { result[dependency, default: []].append(node) }
        }
        return result
    }

    /// Everything that the given nodes depend on, directly or not, together with the nodes themselves.
    package func closure(of roots: some Sequence<Node>) -> [Node] {
        var reached: OrderedSet<Node> = []
        var pending = Array(roots)
        while let node = pending.popLast() {
            guard dependencies[node] != nil, reached.append(node).inserted else { continue }
            pending += dependencies[node] ?? []
        }
        return dependencies.keys.filter(reached.contains)
    }

    /// The nodes ordered so that each comes after its dependencies, otherwise as inserted; or the first cycle found.
    package func order() throws(DependencyCycle<Node>) -> [Node] {
        var result: [Node] = []
        var finished: Set<Node> = []
        var path: OrderedDictionary<Node, Int> = [:]
        for root in dependencies.keys where !finished.contains(root) {
            path[root] = 0
            while let (node, next) = path.elements.last {
                let nodeDependencies = dependencies[node] ?? []
                guard next < nodeDependencies.count else {
                    path.removeLast()
                    finished.insert(node)
                    result.append(node)
                    continue
                }
                path[node] = next + 1
                let dependency = nodeDependencies[next]
                if let start = path.index(forKey: dependency) {
                    throw DependencyCycle(nodes: Array(path.keys[start...]) + [dependency])
                }
                if !finished.contains(dependency) { path[dependency] = 0 }
            }
        }
        return result
    }
}

/// Nodes that depend on each other in a circle.
package struct DependencyCycle<Node: Hashable & Sendable>: Error {
    /// The nodes along the circle; the first is also the last.
    package var nodes: [Node]
}
