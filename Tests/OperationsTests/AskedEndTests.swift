import Operations
import Synchronization
import Testing

/// Work that the user asks to end comes to its own end first.
@Suite(.timeLimit(.minutes(5))) struct AskedEndTests {
    /// A number of wishes, one after the other.
    private final class Wishes: Sendable {
        private let left: Mutex<Int>

        init(_ count: Int) { left = Mutex(count) }

        var interrupts: Interrupts {
            Interrupts { [self] in
                let isWish = left.withLock { left in
                    left -= 1
                    return left >= 0
                }
                if isWish { return true }
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
                return false
            }
        }
    }

    @Test func withoutAWishTheWorkEndsByItself() async throws {
        let end = try await Interrupts.none.awaitEnd(of: { 7 }, asking: { Issue.record("nobody asks") })
        #expect(end.value == 7 && !end.wasAsked)
    }

    @Test func theFirstWishAsksAndTheResultIsKept() async throws {
        let (asked, ask) = AsyncStream<Void>.makeStream()
        let end = try await Wishes(1).interrupts.awaitEnd(
            of: {
                for await _ in asked {}
                return 7
            },
            asking: { ask.finish() }
        )
        #expect(end.value == 7 && end.wasAsked)
    }

    @Test func theSecondWishCancels() async throws {
        await #expect(throws: CancellationError.self) {
            try await Wishes(2).interrupts.awaitEnd(
                of: { try await Task.sleep(for: .seconds(600)) },
                asking: {}
            )
        }
    }
}
