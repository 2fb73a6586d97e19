import Testing

@testable import EngardeCommands

@Suite struct SignalQueueTests {
    @Test func signalsComeInTheirOrder() async {
        let queue = SignalQueue()
        queue.put(2)
        queue.put(15)
        #expect(await queue.take() == 2)
        #expect(await queue.take() == 15)
    }

    @Test func whoIsCancelledWhileItWaitsTakesNothingFromTheNext() async {
        let queue = SignalQueue()
        await withTaskGroup(of: Int32?.self) { group in
            group.addTask { await queue.take() }
            group.cancelAll()
            #expect(await group.next() == .some(nil))
        }
        await withTaskGroup(of: Int32?.self) { group in
            group.addTask { await queue.take() }
            queue.put(2)
            #expect(await group.next() == .some(2))
        }
    }

    @Test func aCancelledTaskDoesNotWait() async {
        let queue = SignalQueue()
        let taken = await withTaskGroup(of: Int32?.self) { group in
            group.cancelAll()
            group.addTask { await queue.take() }
            return await group.next() ?? nil
        }
        #expect(taken == nil)
    }
}
