import ComposeModel
import Diagnostics
import EngineAPI
import EngineClient
import SessionEvents
import TestSupport
import Testing

@testable import Convergence
@testable import Reconciliation

/// What ends the waiting for a container, and what is told of it.
@Suite(.timeLimit(.minutes(5))) struct ReadinessWaiterTests {
    /// A container of service `db` that runs, and somebody who waits for it.
    private struct Waiting: Sendable {
        let fixture: ConvergenceFixture
        var condition = Readiness.healthy
        var limit: Duration?
        var isRequired = true
        let interruptions = ServiceInterruptions()

        var store: ScriptedStore { fixture.store }
        var clock: TestClock { fixture.clock }

        init(
            _ attributes: String = "healthcheck: {test: [CMD, check]}",
            as product: ScriptedStore.Product = .docker(.oldestSpoken)
        ) throws {
            fixture = try ConvergenceFixture(
                "services: {db: {image: db, network_mode: none, \(attributes)}}",
                on: ScriptedStore(as: product)
            )
            // Its own check fails unless a test says otherwise.
            fixture.store.script("db") { $0.exec = { _ in .exits(1, output: "not yet\n") } }
        }

        /// Starts the container, waits for it while `body` runs, and gives what ended the waiting.
        func outcome(
            while body: @escaping @Sendable (ServedEngine) async throws -> Void = { _ in }
        ) async throws -> Result<ReadinessWaiter.Outcome, ReadinessFailure> {
            try await ServedEngine.with(store) { engine in
                try await fixture.converge(engine.client)
                return try await withThrowingTaskGroup(of: Result<ReadinessWaiter.Outcome, ReadinessFailure>?.self) {
                    group in
                    group.addTask {
                        do {
                            return .success(try await waiter(engine.client).wait(for: operation))
                        } catch let failure as ReadinessFailure {
                            return .failure(failure)
                        }
                    }
                    group.addTask {
                        try await body(engine)
                        return nil
                    }
                    var outcome: Result<ReadinessWaiter.Outcome, ReadinessFailure>?
                    while let result = try await group.next() { outcome = result ?? outcome }
                    return try #require(outcome)
                }
            }
        }

        /// The failure.
        func failure(
            while body: @escaping @Sendable (ServedEngine) async throws -> Void = { _ in }
        ) async throws -> ReadinessFailure {
            let outcome = try await outcome(while: body)
            return try #require(throws: ReadinessFailure.self) { try outcome.get() }
        }

        /// The message of the failure, or what ended the waiting well.
        func message(
            while body: @escaping @Sendable (ServedEngine) async throws -> Void = { _ in }
        ) async throws -> String {
            switch try await outcome(while: body) {
            case .success(let outcome): "\(outcome)"
            case .failure(let failure): failure.diagnostic.message
            }
        }

        /// Returns when the waiter hears of whatever happens from now on and has tried nothing more than `tries` times.
        func untilItListens() async throws {
            _ = try await eventually { store.listenerCount == 1 }
            await clock.waitForSleepers(within: .seconds(1))
        }

        private var operation: Operation.AwaitReadiness {
            .init(
                service: "db",
                number: 1,
                name: "shop-db-1",
                condition: condition,
                dependents: ["web"],
                isRequired: isRequired
            )
        }

        private func waiter(_ client: EngineClient) -> ReadinessWaiter {
            ReadinessWaiter(
                client: client,
                events: StepEvents(
                    sink: fixture.events,
                    subject: .container("shop-db-1", of: "db", number: 1),
                    step: StepReference(plan: 1, step: 1)
                ),
                limit: limit,
                interruptions: interruptions,
                clock: clock
            )
        }
    }

    @Test func theEnginesVerdictCountsWithoutAnyTry() async throws {
        let waiting = try Waiting()
        let outcome = try await waiting.outcome { _ in
            try await waiting.untilItListens()
            waiting.store.setHealth("shop-db-1", .healthy)
        }
        #expect(try outcome.get() == .healthy)
        #expect(waiting.store.commands == [])
    }

    @Test func aVerdictThatIsThereIsTaken() async throws {
        let waiting = try Waiting()
        waiting.store.script("db") { $0.fates = [[.becomes(.healthy)]] }
        #expect(try await waiting.outcome().get() == .healthy)
        #expect(waiting.store.commands == [])
    }

    @Test func itsOwnCheckIsTriedMoreAndMoreSeldom() async throws {
        let waiting = try Waiting()
        let outcome = try await waiting.outcome { _ in
            var pauses: [Duration] = []
            for _ in 1...3 { pauses.append(await waiting.clock.passNext(within: .seconds(1))) }
            #expect(pauses == [.milliseconds(40), .milliseconds(50), .microseconds(62_500)])
            await waiting.clock.waitForSleepers(within: .seconds(1))
            waiting.store.script("db") { $0.exec = { _ in .exits(0) } }
            await waiting.clock.passNext(within: .seconds(1))
        }
        #expect(try outcome.get() == .healthy)
        #expect(waiting.store.commands == Array(repeating: "shop-db-1: check", count: 4))
    }

    @Test func theLimitOfTimeEndsTheWaitingWithTheLastTry() async throws {
        var waiting = try Waiting()
        waiting.limit = .seconds(10)
        let limited = waiting
        limited.store.script("db") { $0.logLines = ["one", "two"] }
        let failure = try await limited.failure { _ in
            await limited.clock.passNext(within: .seconds(1))
            // The next try, the announcement and the limit.
            await limited.clock.waitForSleepers(3, within: .seconds(10))
            limited.clock.advance(by: .seconds(10))
        }
        #expect(
            failure.diagnostic.message == "application not healthy after 10s: service 'db' is not healthy yet"
        )
        #expect(failure.lastProbe == .init(command: "check", exitCode: 1, output: "not yet\n"))
        #expect(failure.logLines == ["one", "two"])
    }

    @Test func aTryThatHangsDoesNotHoldUpTheEnginesVerdict() async throws {
        let waiting = try Waiting()
        waiting.store.script("db") { $0.exec = { _ in .hangs } }
        let outcome = try await waiting.outcome { _ in
            await waiting.clock.passNext(within: .seconds(1))
            try await waiting.store.reached(.startExec, "shop-db-1")
            waiting.store.setHealth("shop-db-1", .healthy)
        }
        #expect(try outcome.get() == .healthy)
    }

    @Test func aTryThatTakesTooLongIsGivenUp() async throws {
        let waiting = try Waiting("healthcheck: {test: [CMD, check], timeout: 1s}")
        waiting.store.script("db") { $0.exec = { _ in .hangs } }
        let outcome = try await waiting.outcome { _ in
            await waiting.clock.passNext(within: .milliseconds(40))
            try await waiting.store.reached(.startExec, "shop-db-1")
            #expect(await waiting.clock.passNext(within: .seconds(1)) == .seconds(1))
            waiting.store.script("db") { $0.exec = { _ in .exits(0) } }
            await waiting.clock.passNext(within: .milliseconds(500))
        }
        #expect(try outcome.get() == .healthy)
        #expect(waiting.store.commands.count == 2)
    }

    @Test func podmanIsToldWhatWasFoundOut() async throws {
        let waiting = try Waiting(as: .podman)
        waiting.store.script("db") {
            $0.exec = { _ in .exits(0) }
            $0.check = (0, "")
        }
        // No later than its own check is due: the engine is asked to run it only when its interval is over.
        let outcome = try await waiting.outcome { _ in await waiting.clock.passNext(within: .milliseconds(40)) }
        #expect(try outcome.get() == .healthy)
        #expect(waiting.store.calls(.runHealthcheck) == ["runHealthcheck shop-db-1"])
    }

    @Test func podmanRunsTheCheckAtItsIntervalWhenAsked() async throws {
        let waiting = try Waiting("healthcheck: {test: [CMD, check], interval: 2s, retries: 2}", as: .podman)
        waiting.store.script("db") { $0.check = (7, "refused") }
        let failure = try await waiting.failure { _ in
            try await waiting.clock.passing(within: .seconds(2)) {
                _ = try await eventually { waiting.store.calls(.runHealthcheck).count == 2 }
            }
        }
        #expect(failure.diagnostic.message == "dependency failed to start: container shop-db-1 is unhealthy")
        #expect(failure.lastProbe == .init(command: "check", exitCode: 7, output: "refused"))
        #expect(waiting.store.calls(.runHealthcheck).count == 2)
    }

    @Test(arguments: [0, 3]) func theEndThatPodmanTellsLateIsSeen(code: Int) async throws {
        var waiting = try Waiting("healthcheck: {disable: true}", as: .podman)
        waiting.condition = .completed
        let job = waiting
        let outcome = try await job.outcome { _ in
            try await job.untilItListens()
            job.store.end("shop-db-1", code: code)
            await job.clock.passNext(within: .milliseconds(500))
            if code != 0 { await job.clock.passNext(within: .milliseconds(500)) }
        }
        let failure: ReadinessFailure.Reason? =
            if case .failure(let failure) = outcome { failure.reason } else { nil }
        #expect(failure == (code == 0 ? nil : .didNotComplete(code: code)))
    }

    @Test func dockerIsNotAskedToRunChecks() async throws {
        let waiting = try Waiting()
        waiting.store.script("db") { $0.exec = { _ in .exits(0) } }
        let outcome = try await waiting.outcome { _ in await waiting.clock.passNext(within: .seconds(1)) }
        #expect(try outcome.get() == .healthy)
        #expect(waiting.store.calls(.runHealthcheck) == [])
    }

    @Test func theEngineGivesUp() async throws {
        let waiting = try Waiting()
        let failure = try await waiting.failure { _ in
            try await waiting.untilItListens()
            waiting.store.setHealth("shop-db-1", .unhealthy, probe: (7, "refused"))
        }
        #expect(failure.diagnostic.message == "dependency failed to start: container shop-db-1 is unhealthy")
        #expect(failure.lastProbe == .init(command: "check", exitCode: 7, output: "refused"))
    }

    @Test func whomTheEngineHasGivenUpIsTriedOnceMore() async throws {
        let waiting = try Waiting()
        waiting.store.script("db") { $0.fates = [[.becomes(.unhealthy)]] }
        let failure = try await waiting.failure { _ in await waiting.clock.passNext(within: .seconds(1)) }
        #expect(failure.diagnostic.message == "dependency failed to start: container shop-db-1 is unhealthy")
        #expect(failure.lastProbe == .init(command: "check", exitCode: 1, output: "not yet\n"))

        let mended = try Waiting()
        mended.store.script("db") { script in
            script.fates = [[.becomes(.unhealthy)]]
            script.exec = { _ in .exits(0) }
        }
        let outcome = try await mended.outcome { _ in await mended.clock.passNext(within: .seconds(1)) }
        #expect(try outcome.get() == .healthy)
    }

    @Test func itEndsBeforeAnybodyLooks() async throws {
        let waiting = try Waiting()
        waiting.store.script("db") { $0.fates = [[.exits(3)]] }
        #expect(
            try await waiting.message()
                == "dependency failed to start: container shop-db-1 exited (3) before it was healthy"
        )
    }

    @Test func itEndsWhileItIsWaitedFor() async throws {
        let waiting = try Waiting()
        let message = try await waiting.message { _ in
            try await waiting.untilItListens()
            waiting.store.exit("shop-db-1", code: 127)
        }
        #expect(
            message
                == "dependency failed to start: container shop-db-1 exited (127) before it was healthy (its command was not found)"
        )
    }

    @Test func itReachesItsMemoryLimit() async throws {
        let waiting = try Waiting()
        waiting.store.script("db") { $0.fates = [[.runsOutOfMemory]] }
        let failure = try await waiting.failure()
        #expect(failure.wasOutOfMemory)
        #expect(failure.diagnostic.hint == "raise its 'mem_limit' or 'deploy.resources.limits.memory'")
    }

    @Test func itKeepsRestarting() async throws {
        let waiting = try Waiting("restart: always, healthcheck: {test: [CMD, check]}")
        let message = try await waiting.message { _ in
            try await waiting.untilItListens()
            for _ in 1...3 { waiting.store.exit("shop-db-1", code: 1) }
        }
        #expect(
            message
                == "dependency failed to start: container shop-db-1 exited (1) 3 times before it was healthy and keeps restarting"
        )
    }

    @Test func itIsRestartedOnceAndBecomesHealthy() async throws {
        let waiting = try Waiting("restart: always, healthcheck: {test: [CMD, check]}")
        let outcome = try await waiting.outcome { _ in
            try await waiting.untilItListens()
            waiting.store.exit("shop-db-1", code: 1)
            waiting.store.setHealth("shop-db-1", .healthy)
        }
        #expect(try outcome.get() == .healthy)
    }

    @Test(arguments: [(0, "completed"), (2, "service \"db\" didn't complete successfully: exit 2")])
    func aJobIsWaitedFor(code: Int, message: String) async throws {
        var waiting = try Waiting()
        waiting.condition = .completed
        let job = waiting
        let text = try await job.message { _ in
            _ = try await eventually { job.store.listenerCount == 1 }
            job.store.exit("shop-db-1", code: code)
        }
        #expect(text == message)
    }

    @Test func healthWithoutACheckIsNeverReached() async throws {
        let waiting = try Waiting("labels: {a: b}")
        #expect(
            try await waiting.message()
                == "dependency failed to start: container shop-db-1 has no healthcheck configured, so it never becomes healthy"
        )
    }

    @Test func withoutACheckItHasToRunForHalfASecond() async throws {
        var waiting = try Waiting("labels: {a: b}")
        waiting.condition = .runningOrHealthy
        let settling = waiting
        let outcome = try await settling.outcome { _ in
            #expect(await settling.clock.passNext(within: .seconds(1)) == .milliseconds(500))
        }
        #expect(try outcome.get() == .running)
    }

    @Test func aContainerThatIsReplacedOnPurposeIsNoFailure() async throws {
        let waiting = try Waiting()
        let outcome = try await waiting.outcome { engine in
            try await waiting.untilItListens()
            try await waiting.interruptions.interrupting(["db"]) {
                try await engine.client.removeContainer("shop-db-1", force: true)
                _ = try await eventually { waiting.store.listenerCount == 0 }
            }
        }
        #expect(try outcome.get() == .replaced)
    }
}
