import Testing

@testable import DevelopmentLoop

@Suite struct OpeningFailuresTests {
    /// What fails a moment before the engine hears that the container has ended is no fault of the image.
    @Test func whatIsFoundAgainAndAgainIsBelieved() {
        var failures = OpeningFailures()
        #expect((0..<5).map { _ in failures.note() } == [false, false, true, true, true])
        failures = OpeningFailures()
        #expect(failures.note() == false)
    }
}
