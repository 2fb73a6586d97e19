import Operations
import Testing

@testable import EngardeCommands

@Suite struct ArrivalQueueTests {
    @Test func wishesComeInTheirOrder() async {
        let queue = ArrivalQueue<Interrupts.Wish>()
        queue.put(.stop)
        queue.put(.leave)
        #expect(await queue.take() == .stop)
        #expect(await queue.take() == .leave)
    }

    @Test func whoIsCancelledWhileItWaitsTakesNothingFromTheNext() async {
        let queue = ArrivalQueue<Interrupts.Wish>()
        await withTaskGroup(of: Interrupts.Wish?.self) { group in
            group.addTask { await queue.take() }
            group.cancelAll()
            #expect(await group.next() == .some(nil))
        }
        await withTaskGroup(of: Interrupts.Wish?.self) { group in
            group.addTask { await queue.take() }
            queue.put(.stop)
            #expect(await group.next() == .some(.stop))
        }
    }

    @Test func aCancelledTaskDoesNotWait() async {
        let queue = ArrivalQueue<Interrupts.Wish>()
        let taken = await withTaskGroup(of: Interrupts.Wish?.self) { group in
            group.cancelAll()
            group.addTask { await queue.take() }
            return await group.next() ?? nil
        }
        #expect(taken == nil)
    }
}
