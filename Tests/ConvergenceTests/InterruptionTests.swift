@testable import Convergence
import Synchronization
import Testing

/// The request to stop that comes before the cancellation.
@Suite struct InterruptionTests {
    /// What happened, in order.
    private final class Log: Sendable {
        private let state = Mutex<[String]>([])
        var lines: [String] { state.withLock(\.self) }
        func note(_ line: String) { state.withLock { $0.append(line) } }
    }

    @Test func withoutAPlanItIsIdleAtOnce() async {
        let interruption = Interruption()
        interruption.request()
        await interruption.waitUntilIdle()
        #expect(interruption.isRequested)
    }

    @Test func aPlanUnderWayIsWaitedForAndSaysSo() async throws {
        let interruption = Interruption()
        let (begun, hasBegun) = AsyncStream<Void>.makeStream()
        let log = Log()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await interruption.shielding(announcement: { log.note("announced") }) {
                    hasBegun.finish()
                    await interruption.signal.wait()
                    log.note("finished")
                }
            }
            for await _ in begun {}
            interruption.request()
            await interruption.waitUntilIdle()
            log.note("idle")
            try await group.waitForAll()
        }
        #expect(log.lines == ["announced", "finished", "idle"])
    }

    @Test func noPlanBeginsAfterTheRequest() async {
        let interruption = Interruption()
        interruption.request()
        await #expect(throws: CancellationError.self) {
            try await interruption.shielding(announcement: {}) { Issue.record("it began") }
        }
        await interruption.waitUntilIdle()
    }

    @Test func cancellationEndsTheWaiting() async throws {
        let interruption = Interruption()
        try await interruption.shielding(announcement: {}) {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await interruption.waitUntilIdle() }
                group.cancelAll()
                await group.waitForAll()
            }
        }
    }
}
