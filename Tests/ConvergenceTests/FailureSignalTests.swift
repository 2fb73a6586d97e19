@testable import Convergence
import Testing

@Suite struct FailureSignalTests {
    @Test func theResultComesThroughWhileNothingFails() async throws {
        let signal = FailureSignal()
        #expect(try await signal.race { 42 } == 42)
        #expect(!signal.hasFired)
    }

    @Test func aFailureElsewhereInterruptsWhatWaits() async throws {
        let signal = FailureSignal()
        await #expect(throws: FailureSignal.Interruption.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await signal.race { try await Task.sleep(for: .seconds(3_600)) } }
                group.addTask { signal.fire() }
                try await group.waitForAll()
            }
        }
        // Who comes later is told at once.
        await #expect(throws: FailureSignal.Interruption.self) {
            try await signal.race { try await Task.sleep(for: .seconds(3_600)) }
        }
    }

    @Test func whatFailsItselfKeepsItsReason() async throws {
        struct Reason: Error {}
        await #expect(throws: Reason.self) { try await FailureSignal().race { throw Reason() } }
    }

    @Test func cancellationIsNoFailure() async throws {
        let signal = FailureSignal()
        let outcome = await withTaskGroup(of: String.self) { group in
            group.addTask {
                do {
                    try await signal.race { try await Task.sleep(for: .seconds(3_600)) }
                    return "ended"
                } catch {
                    return error is CancellationError ? "cancelled" : "\(error)"
                }
            }
            group.cancelAll()
            return await group.next()
        }
        #expect(outcome == "cancelled")
    }
}
