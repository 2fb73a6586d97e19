import Testing

@testable import DevelopmentLoop

@Suite struct ContainerLaneStateTests {
    @Test func requestsWaitInTheirOrderWhileAChannelIsOpened() {
        var state = ContainerLaneState<String, String>()
        #expect(["a", "b", "c"].map { state.accept($0) } == [true, true, true])
        #expect(state.takeFirst() == "a")
        #expect(state.takeAll() == ["b", "c"])
        #expect(state.takeFirst() == nil)
        #expect(state.takeAll() == [])
    }

    @Test func nothingIsTakenDuringAPause() {
        var state = ContainerLaneState<String, String>()
        _ = state.accept("a")
        state.rest(until: Wakeup())
        #expect(state.accept("b") == false)
        #expect(state.takeAll() == ["a"], "what was taken before is answered")
        state.open()
        #expect(state.accept("c") == true)
        #expect(state.takeFirst() == "c")
    }

    @Test func nothingLeadsOutOfTheEnd() {
        var state = ContainerLaneState<String, String>()
        state.rest(until: Wakeup())
        guard case .resting = state.close() else {
            Issue.record("the pause is to be ended")
            return
        }
        state.open()
        state.rest(until: Wakeup())
        #expect(state.accept("a") == false)
        guard case .closed = state.close() else {
            Issue.record("a lane that was closed stays so")
            return
        }
    }
}
