import ComposeModel
@testable import Convergence
import Diagnostics
import Reconciliation
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
                error: service 'db' is unhealthy

                'api', 'worker' wait for it

                last try of its health check, 'pg_isready -h 127.0.0.1', exited with 2:
                  | no response

                last log lines of 'hq-db-1':
                  | starting
                  | FATAL: no space left

                hint: see everything it wrote with 'engarde logs db'
                """
        )
    }

    @Test(
        arguments: [
            (.exited(code: 3), "service 'db' exited with 3 before it was healthy"),
            (.didNotComplete(code: 4), "service 'db' did not complete successfully: it exited with 4"),
            (.exited(code: 143), "service 'db' exited with 143 (ended by SIGTERM) before it was healthy"),
            (
                .keepsRestarting(code: 1, times: 3),
                "service 'db' keeps restarting: it exited 3 times before it was healthy, last with 1"
            ),
            (
                .retriesSpent(code: 127, times: 2),
                "service 'db' exited 2 times before it was healthy, last with 127 (its command was not found), and is not started again"
            ),
            (.noHealthcheck, "service 'db' has no health check, so it never becomes healthy"),
            (.disappeared, "container 'hq-db-1' of service 'db' was removed while it was waited for"),
            (.timedOut(after: .seconds(30)), "service 'db' was not healthy after 30 s"),
        ] as [(ReadinessFailure.Reason, String)]
    )
    func everyReasonHasItsSentence(reason: ReadinessFailure.Reason, message: String) {
        #expect(failure(reason).diagnostic.message == message)
    }

    @Test func lackOfMemoryIsNamedWithWhatHelps() {
        var failure = failure(.keepsRestarting(code: 137, times: 3))
        failure.wasOutOfMemory = true
        #expect(
            failure.diagnostic.rendered() == """
                error: service 'db' keeps restarting: it exited 3 times before it was healthy, last with 137 (out of memory: it reached its memory limit)

                hint: raise its 'mem_limit' or 'deploy.resources.limits.memory'
                """
        )
    }
}
