import Operations
import Synchronization
import TestSupport
import Testing

@testable import Workflows

/// What interrupts and kills tests.
@Suite(.timeLimit(.minutes(1))) struct TestInterruptsTests {
    /// A user who wishes to stop so many times at once, and then no more.
    final class Wishes: Sendable {
        private let left: Mutex<Int>

        init(_ count: Int) { left = Mutex(count) }

        func take() -> Bool {
            left.withLock { left in
                guard left > 0 else { return false }
                left -= 1
                return true
            }
        }
    }

    private let clock = TestClock()

    private func interrupts(_ count: Int) -> TestInterrupts {
        let wishes = Wishes(count)
        return TestInterrupts(Interrupts { wishes.take() }, gracePeriod: .seconds(10), on: clock)
    }

    @Test func withoutAWishThereIsNoSignal() async {
        let interrupts = interrupts(0)
        let signal = await interrupts.next()
        #expect(signal == nil)
        #expect(!interrupts.wereAskedFor)
    }

    @Test func theEndOfTheGracePeriodKills() async throws {
        let interrupts = interrupts(1)
        let first = await interrupts.next()
        #expect(first == "SIGINT")
        #expect(clock.now.offset == .zero)
        let second = try await clock.passing(within: .seconds(10)) { await interrupts.next() }
        #expect(second == "SIGKILL")
        #expect(clock.now.offset == .seconds(10))
        let third = await interrupts.next()
        #expect(third == nil)
        #expect(interrupts.wereAskedFor)
    }

    @Test func theSecondWishKillsAtOnce() async {
        let interrupts = interrupts(2)
        let first = await interrupts.next()
        let second = await interrupts.next()
        #expect([first, second] == ["SIGINT", "SIGKILL"])
        #expect(clock.now.offset == .zero)
    }

    @Test func whoIsCancelledKillsNothing() async throws {
        let interrupts = interrupts(1)
        _ = await interrupts.next()
        let clock = clock
        let signal = await withTaskGroup(of: String?.self) { group in
            group.addTask { await interrupts.next() }
            await clock.waitForSleepers(within: .seconds(10))
            group.cancelAll()
            return await group.next() ?? nil
        }
        #expect(signal == nil)
        let next = try await clock.passing(within: .seconds(10)) { await interrupts.next() }
        #expect(next == "SIGKILL")
    }
}
