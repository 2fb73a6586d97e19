import DependencyGraphs
import Testing

@Suite struct DependencyScheduleTests {
    private func diamond() -> DependencyGraph<String> {
        var graph = DependencyGraph<String>()
        graph.insert("left", dependingOn: "bottom")
        graph.insert("right", dependingOn: "bottom")
        graph.insert("top", dependingOn: "left")
        graph.insert("top", dependingOn: "right")
        return graph
    }

    @Test func aNodeIsReadyWhenTheLastOfItsDependenciesIsDone() throws {
        var schedule = try DependencySchedule(diamond())
        #expect(schedule.start() == ["bottom"])
        #expect(schedule.start() == [])
        #expect(schedule.finish("bottom") == ["left", "right"])
        #expect(schedule.finish("right") == [])
        #expect(schedule.finish("left") == ["top"])
        #expect(schedule.remaining == 1)
        #expect(schedule.finish("top") == [])
        #expect(schedule.remaining == 0)
    }

    @Test func aFailureAbandonsAllThatDependsOnItAndNothingElse() throws {
        var graph = diamond()
        graph.insert("apart")
        var schedule = try DependencySchedule(graph)
        #expect(Set(schedule.start()) == ["bottom", "apart"])
        #expect(schedule.finish("bottom") == ["left", "right"])
        #expect(schedule.fail("left") == ["top"])
        #expect(schedule.finish("right") == [])
        #expect(schedule.finish("apart") == [])
        #expect(schedule.remaining == 0)
    }
}
