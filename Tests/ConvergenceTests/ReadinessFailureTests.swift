import ComposeModel
@testable import Convergence
import Diagnostics
import Reconciliation
import SessionEvents
import Testing

@Suite struct ReadinessFailureTests {
    private func failure(_ reason: ReadinessFailure.Reason, dependents: [ServiceName] = []) -> ReadinessFailure {
        ReadinessFailure(
            service: "db",
            container: "hq-db-1",
            condition: .healthy,
            dependents: dependents,
            reason: reason,
            lastProbe: nil,
            logLines: []
        )
    }

    @Test func saysWhichServiceWhoWaitsAndWhatWasSeen() {
        var failure = failure(.unhealthy, dependents: ["api", "worker"])
        failure.lastProbe = .init(command: "pg_isready -h 127.0.0.1", exitCode: 2, output: "no response\n")
        failure.logLines = ["starting", "FATAL: no space left"]
        #expect(
            failure.diagnostic.rendered() == """
                error: dependency failed to start: container hq-db-1 is unhealthy

                'api', 'worker' wait for service 'db'

                last try of its health check, 'pg_isready -h 127.0.0.1', exited with 2:
                  | no response

                last log lines of 'hq-db-1':
                  | starting
                  | FATAL: no space left

                hint: see everything it wrote with 'engarde logs db'
                """
        )
    }

    @Test func thoseThatWaitForWhoWaitsAreNamed() {
        let failure = failure(.unhealthy, dependents: ["api", "worker"])
        let services: [WaitingService] = [
            .init("api", for: "db"), .init("web", for: "api"), .init("nginx", for: "web"),
        ]
        #expect(
            ConvergenceError.notReady(failure).holdingUp(services).diagnostics.first?.rendered() == """
                error: dependency failed to start: container hq-db-1 is unhealthy

                'api', 'worker' wait for service 'db'

                'web' waits for service 'api'

                'nginx' waits for service 'web'

                hint: see everything it wrote with 'engarde logs db'
                """
        )
    }

    @Test(arguments: [(true, true), (true, false), (false, false)])
    func whoIsKilledAtAMemoryLimitIsAskedToRaiseIt(hasLimit: Bool, isKnown: Bool) {
        var failure = failure(.exited(code: 137))
        failure.hasMemoryLimit = hasLimit
        failure.wasOutOfMemory = isKnown
        let advice = "raise its 'mem_limit' or 'deploy.resources.limits.memory'"
        let hint =
            switch (hasLimit, isKnown) {
            case (_, true): advice
            case (true, false): "unless somebody killed it, it reached its memory limit: \(advice)"
            case (false, false): "see everything it wrote with"
            }
        #expect(failure.diagnostic.hint == hint)
        #expect(failure.diagnostic.command.isEmpty == hasLimit)
    }

    @Test(
        arguments: [
            (.unhealthy, "container hq-db-1 is unhealthy"),
            (.exited(code: 3), "container hq-db-1 exited (3) before it was healthy"),
            (.exited(code: 143), "container hq-db-1 exited (143) before it was healthy (ended by SIGTERM)"),
            (
                .keepsRestarting(code: 1, times: 3),
                "container hq-db-1 exited (1) 3 times before it was healthy and keeps restarting"
            ),
            (
                .retriesSpent(code: 127, times: 2),
                "container hq-db-1 exited (127) 2 times before it was healthy and is not started again (its command was not found)"
            ),
            (.noHealthcheck, "container hq-db-1 has no healthcheck configured, so it never becomes healthy"),
        ] as [(ReadinessFailure.Reason, String)]
    )
    func theContainerIsNamedInDockerComposesWords(reason: ReadinessFailure.Reason, message: String) {
        let ofDependency = failure(reason, dependents: ["api"])
        #expect(ofDependency.diagnostic.message == "dependency failed to start: \(message)")
        #expect(ofDependency.warning == "optional dependency \"db\" failed to start: \(message)")
        #expect(failure(reason).diagnostic.message == "service 'db': \(message)")
        #expect(failure(reason).warning == "service 'db': \(message)")
    }

    @Test func aJobThatFailsIsNamedInDockerComposesWords() {
        var failure = failure(.didNotComplete(code: 4), dependents: ["api"])
        failure.condition = .completed
        #expect(failure.diagnostic.message == "service \"db\" didn't complete successfully: exit 4")
        #expect(failure.warning == "optional dependency \"db\" didn't complete successfully: exit 4")
    }

    @Test(
        arguments: [
            (.disappeared, "container 'hq-db-1' of service 'db' was removed while it was waited for"),
            (.timedOut(after: .seconds(30)), "application not healthy after 30s: service 'db' is not healthy yet"),
            (
                .timedOut(after: .seconds(90)),
                "application not healthy after 1m30s: service 'db' is not healthy yet"
            ),
            (
                .timedOut(after: .seconds(7200)),
                "application not healthy after 2h0m0s: service 'db' is not healthy yet"
            ),
        ] as [(ReadinessFailure.Reason, String)]
    )
    func whatIsNoEndOfTheContainerHasItsSentence(reason: ReadinessFailure.Reason, message: String) {
        #expect(failure(reason, dependents: ["api"]).diagnostic.message == message)
        #expect(failure(reason).diagnostic.message == message)
    }

    @Test func lackOfMemoryIsNamedWithWhatHelps() {
        var failure = failure(.keepsRestarting(code: 137, times: 3))
        failure.wasOutOfMemory = true
        #expect(
            failure.diagnostic.rendered() == """
                error: service 'db': container hq-db-1 exited (137) 3 times before it was healthy and keeps restarting (out of memory: it reached its memory limit)

                hint: raise its 'mem_limit' or 'deploy.resources.limits.memory'
                """
        )
    }
}
