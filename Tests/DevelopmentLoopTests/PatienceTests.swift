import TestSupport
import Testing

@testable import DevelopmentLoop

/// Time limits count the time of this program, not that of the wall.
@Suite struct PatienceTests {
    @Test func ticksThatComeInTimeAddUpToTheLimit() {
        var patience = Patience(.seconds(20))
        for _ in 0..<20 {
            #expect(patience.nextTick == .seconds(1))
            patience.pass(.seconds(1))
        }
        #expect(patience.nextTick == nil)
        patience.pass(.seconds(1))
        #expect(patience.used == .seconds(20))
    }

    @Test func aTickThatComesLateCountsAsOne() {
        var patience = Patience(.seconds(20))
        patience.pass(.seconds(3_600))
        #expect(patience.used == .seconds(1))
        #expect(patience.nextTick == .seconds(1))
        for _ in 0..<19 { patience.pass(.seconds(5)) }
        #expect(patience.nextTick == nil, "who gets no answer in twenty ticks is not waited for any longer")
    }

    @Test func theLastTickIsWhatIsLeft() {
        var patience = Patience(.milliseconds(2_500))
        #expect(patience.nextTick == .milliseconds(125))
        patience.pass(.milliseconds(100))
        for _ in 0..<19 { patience.pass(.milliseconds(125)) }
        #expect(patience.nextTick == .milliseconds(25))
    }

    @Test(arguments: [
        (Duration.milliseconds(1), Duration.milliseconds(1)), (.milliseconds(50), .milliseconds(10)),
        (.seconds(5), .milliseconds(250)), (.seconds(520), .seconds(1)),
    ])
    func ticksAreNeitherShortNorLong(limit: Duration, tick: Duration) {
        #expect(Patience(limit).nextTick == tick)
    }

    @Test func aLimitOfNothingIsUsedUp() {
        #expect(Patience(.zero).nextTick == nil)
    }

    @Test func aDeadlineDoesNotPassWhileNobodyRuns() async throws {
        let clock = TestClock()
        let (answers, answer) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
                try await withDeadline(.seconds(20), on: clock) {
                    for await number in answers { return number }
                    throw CancellationError()
                }
            }
            for _ in 0..<19 {
                await clock.waitForSleepers(within: .seconds(20))
                clock.advance(by: .seconds(3_600))
            }
            await clock.waitForSleepers(within: .seconds(20))
            answer.yield(7)
            let number = try await group.next()
            #expect(number == 7)
        }
    }

    @Test func aDeadlinePassesWhenNobodyAnswers() async throws {
        let clock = TestClock()
        let deadline = DeadlineExceeded(limit: .seconds(20))
        try await withThrowingTaskGroup(of: DeadlineExceeded?.self) { group in
            group.addTask {
                do {
                    try await withDeadline(.seconds(20), on: clock) {
                        for await _ in AsyncStream<Void>.makeStream().stream {}
                        try Task.checkCancellation()
                    }
                    return nil
                } catch {
                    return error as? DeadlineExceeded
                }
            }
            for _ in 0..<20 { #expect(await clock.passNext(within: .seconds(20)) == .seconds(1)) }
            let error = try await group.next()
            #expect(error == deadline)
        }
    }
}

@Suite struct WatchdogTests {
    /// Runs a watchdog beside a closure.
    private func withWatchdog(_ clock: TestClock, _ body: (Watchdog, Wakeup) async throws -> Void) async throws {
        let watchdog = Watchdog()
        let expiry = Wakeup()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await watchdog.run(on: clock) { expiry.signal() } }
            defer { group.cancelAll() }
            try await body(watchdog, expiry)
        }
    }

    @Test func whatTakesTooLongIsSaidOnce() async throws {
        let clock = TestClock()
        try await withWatchdog(clock) { watchdog, expiry in
            watchdog.begin(.seconds(20))
            for _ in 0..<20 {
                #expect(!watchdog.hasExpired)
                #expect(await clock.passNext(within: .seconds(20)) == .seconds(1))
            }
            var signal = expiry.makeIterator()
            _ = await signal.next()
            #expect(watchdog.hasExpired)
        }
    }

    @Test func timeInWhichNobodyRunsDoesNotCount() async throws {
        let clock = TestClock()
        try await withWatchdog(clock) { watchdog, expiry in
            watchdog.begin(.seconds(20))
            for _ in 0..<19 {
                await clock.waitForSleepers(within: .seconds(20))
                clock.advance(by: .seconds(3_600))
            }
            await clock.waitForSleepers(within: .seconds(20))
            #expect(!watchdog.hasExpired, "19 ticks have passed, however long they took")
            clock.advance(by: .seconds(1))
            var signal = expiry.makeIterator()
            _ = await signal.next()
            #expect(watchdog.hasExpired)
        }
    }

    @Test func eachThingHasATimeOfItsOwn() async throws {
        let clock = TestClock()
        try await withWatchdog(clock) { watchdog, _ in
            for _ in 0..<5 {
                watchdog.begin(.seconds(20))
                for _ in 0..<15 { await clock.passNext(within: .seconds(20)) }
                await clock.waitForSleepers(within: .seconds(20))
                watchdog.end()
                #expect(!watchdog.hasExpired)
            }
        }
    }

    @Test func aTickBelongsToWhatItBeganWith() async throws {
        let clock = TestClock()
        try await withWatchdog(clock) { watchdog, expiry in
            watchdog.begin(.seconds(20))
            await clock.waitForSleepers(within: .seconds(20))
            watchdog.end()
            watchdog.begin(.seconds(20))
            for _ in 0..<20 { await clock.passNext(within: .seconds(20)) }
            await clock.waitForSleepers(within: .seconds(20))
            #expect(!watchdog.hasExpired, "the first tick was the other's")
            await clock.passNext(within: .seconds(20))
            var signal = expiry.makeIterator()
            _ = await signal.next()
            #expect(watchdog.hasExpired)
        }
    }

    @Test func aRestBetweenTwoThingsIsNobodysTime() async throws {
        let clock = TestClock()
        try await withWatchdog(clock) { watchdog, _ in
            watchdog.begin(.seconds(20))
            await clock.waitForSleepers(within: .seconds(20))
            watchdog.end()
            clock.advance(by: .seconds(1))
            watchdog.begin(.seconds(5))
            #expect(await clock.passNext(within: .seconds(5)) == .milliseconds(250))
        }
    }
}
