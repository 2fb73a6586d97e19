import Convergence
import Testing

/// The first value of several tasks.
@Suite(.timeLimit(.minutes(5))) struct FirstValueTests {
    private struct Failure: Error {}

    @Test func theFirstValueCountsAndEndsTheOthers() async throws {
        let (never, wasEnded) = (FailureSignal(), FailureSignal())
        let value = try await firstValue(
            of: Int.self,
            among: [
                { nil },
                {
                    await never.wait()
                    wasEnded.fire()
                    return 2
                },
                { 1 },
            ]
        )
        #expect(value == 1 && wasEnded.hasFired)
    }

    @Test func withoutAnyValueThereIsNone() async throws {
        let value = try await firstValue(of: Int.self, among: [{ nil }, { nil }])
        #expect(value == nil)
        let none = try await firstValue(of: Int.self, among: [])
        #expect(none == nil)
    }

    @Test func aFailureEndsTheOthers() async throws {
        let (never, wasEnded) = (FailureSignal(), FailureSignal())
        await #expect(throws: Failure.self) {
            _ = try await firstValue(
                of: Int.self,
                among: [
                    {
                        await never.wait()
                        wasEnded.fire()
                        return nil
                    },
                    { throw Failure() },
                ]
            )
        }
        #expect(wasEnded.hasFired)
    }
}
