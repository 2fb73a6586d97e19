import DependencyGraphs
import Testing

@Suite struct DependencyGraphTests {
    private func cycle(in graph: DependencyGraph<String>) -> [String]? {
        do {
            _ = try graph.order()
            return nil
        } catch {
            return error.nodes
        }
    }

    @Test func ordersDependenciesBeforeTheirDependents() throws {
        var graph = DependencyGraph<String>()
        graph.insert("web", dependingOn: "api")
        graph.insert("api", dependingOn: "db")
        graph.insert("api", dependingOn: "cache")
        graph.insert("docs")
        #expect(try graph.order() == ["db", "cache", "api", "web", "docs"])
    }

    @Test func namesTheNodesOfACycleInOrder() {
        var graph = DependencyGraph<String>()
        graph.insert("entry", dependingOn: "a")
        graph.insert("a", dependingOn: "b")
        graph.insert("b", dependingOn: "c")
        graph.insert("c", dependingOn: "a")
        #expect(cycle(in: graph) == ["a", "b", "c", "a"])
    }

    @Test func aNodeThatDependsOnItselfIsACycle() {
        var graph = DependencyGraph<String>()
        graph.insert("a", dependingOn: "a")
        #expect(cycle(in: graph) == ["a", "a"])
    }

    @Test func closureHoldsEverythingThatIsNeededAndNothingElse() {
        var graph = DependencyGraph<String>()
        graph.insert("web", dependingOn: "api")
        graph.insert("api", dependingOn: "db")
        graph.insert("worker", dependingOn: "db")
        #expect(graph.closure(of: ["web"]) == ["api", "web", "db"])
    }

    @Test func aLadderOfTenThousandNodesIsOrderedWithoutRecursionOrExponentialWork() throws {
        var graph = DependencyGraph<Int>()
        for node in 0..<10_000 {
            graph.insert(node)
            if node >= 1 { graph.insert(node, dependingOn: node - 1) }
            if node >= 5 { graph.insert(node, dependingOn: node - 5) }
        }
        #expect(try graph.order() == Array(0..<10_000))
    }
}
