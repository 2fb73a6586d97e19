import Diagnostics
import SessionEvents

/// One event of each kind, with all that it can carry.
enum EventSamples {
    static let container = EventSubject.container("hq-db-1", of: "db", number: 1)

    private static let time = Seconds(.milliseconds(1_500))
    private static let diagnostic = Diagnostic(
        code: .serviceNotReady,
        message: "container hq-db-1 is unhealthy",
        path: ProjectPath([.key("services"), .key("db"), .key("ports"), .index(0)]),
        excerpt: SourceExcerpt(
            position: SourcePosition(file: "compose.yaml", line: 3, column: 5),
            lineText: "  db:",
            length: 2
        ),
        notes: [.init(title: "last log lines of 'hq-db-1'", lines: ["oops"])],
        hint: "run",
        command: ["logs", "db"]
    )

    private static let step = PlannedStep(
        step: 1,
        action: .removeContainer,
        subject: container,
        cause: "environment.A changed",
        after: [],
        text: "1. remove container hq-db-1  # environment.A changed"
    )

    private static var restart: DeliveryReceipt {
        var receipt = DeliveryReceipt(action: .syncAndRestart, paths: ["src/a", "src/b"], count: 2, applied: .zero)
        receipt.restarted = time
        receipt.ready = time
        return receipt
    }

    static let actions: [EventAction] =
        kinds + StepAction.allCases.filter { $0 != .createContainer }.map { .stepBegan(action: $0) }

    private static let kinds: [EventAction] = [
        .sessionBegan(verb: "up"), .projectOpened(name: "hq"),
        .environmentSelected(
            name: "prod",
            files: ["compose.yaml", "compose.prod.yaml"],
            environmentFiles: [".env"],
            source: .variable
        ),
        .sessionEnded(outcome: .done(code: 3)),
        .sessionEnded(outcome: .interrupted), .sessionEnded(outcome: .failed(diagnostics: [diagnostic])),
        .diagnosed(diagnostic: Diagnostic(severity: .warning, message: "odd"), others: 2),
        .planBegan(
            plan: 1,
            steps: [
                PlannedStep(
                    step: 2,
                    action: .startContainer,
                    subject: container,
                    cause: "it does not run",
                    after: [1],
                    text: "2. start container hq-db-1 after 1  # it does not run"
                )
            ]
        ),
        .stepBegan(action: .createContainer), .stepDone(action: .createContainer, elapsed: time),
        .stepFailed(action: .removeImage), .stepFailed(action: .removeNetwork, isTolerated: true),
        .standing(state: .running), .standing(state: .stopped),
        .standing(state: .recreated), .standing(state: .restarting), .replacementsFinishing, .settlingAwaited, .probing,
        .waiting(
            goal: .runningOrHealthy,
            elapsed: time,
            lastProbe: ProbeResult(command: "pg_isready", exitCode: 2, output: "no response\n")
        ),
        .waiting(goal: .completed, elapsed: time, lastProbe: nil), .healthy(elapsed: time), .completed,
        .unready(diagnostic: diagnostic),
        .startupEnded(
            timeline: StartupTimeline(
                rows: [
                    .init(container: "db-1", started: nil, ready: nil, outcome: nil, waitedFor: []),
                    .init(
                        container: "web-1",
                        started: .seconds(1),
                        ready: .seconds(2),
                        outcome: .healthy,
                        waitedFor: ["db-1"]
                    ),
                ],
                total: .seconds(2)
            )
        ),
        .workflowStepBegan(number: 1, command: .own(arguments: ["build", "web"]), purpose: "it changed"),
        .workflowStepBegan(number: 2, command: .other(words: ["curl", "-f", "http://web/"]), purpose: "it is asked"),
        .workflowStepDone(number: 1, elapsed: time),
        .buildBegan, .buildStepBegan(name: "[1/2] FROM x"), .buildStepDone(name: "[1/2] FROM x", isCached: true),
        .buildOutput(step: "[2/2] RUN y", line: "hello"), .buildDone(elapsed: time),
        .buildFailed(reason: "exit code 1"),
        .pullBegan, .pullProgressed(layer: "abc", status: "Downloading"), .pullDone(elapsed: time),
        .pullFailed(reason: "no such host"), .pushBegan, .pushProgressed(layer: "abc", status: "Pushing"),
        .pushDone(elapsed: time), .pushFailed(reason: "denied"),
        .imageSkipped(reason: .shared, pulledFor: "db"), .imageSkipped(reason: .noImage, pulledFor: nil),
        .providerSaid(text: "preparing", isDetail: false), .attached(sources: ["db-1"]),
        .logged(line: LogLine(source: "db-1", stream: .error, bytes: [0xFF, 0x41], part: .beginning)),
        .containerExited(source: "db-1", code: 137), .stoppingBecauseOfExit(code: 1), .stopping, .killing,
        .leaving, .menuUnavailable,
        .containerObserved(
            report: ContainerReport(
                .running,
                health: .healthy,
                ports: [.init(address: "0.0.0.0", port: 8080, target: 80)]
            )
        ),
        .containerObserved(report: ContainerReport(.exited, exitCode: 137)), .containerGone,
        .watchBegan(services: ["web"], directories: 12), .watchEnded(reason: .lastContainerGone),
        .watcherLeft(process: 42, services: ["web"], directories: 12), .watcherEnded(process: 42),
        .applied(
            change: AppliedChange(action: .syncAndRestart, written: 1, deleted: 2, path: "src/a", elapsed: .seconds(1))
        ),
        .applied(change: AppliedChange(action: .rebuild, written: 0, deleted: 0, path: nil, elapsed: .seconds(1))),
        .applyFailed(path: "src/a", diagnostic: diagnostic, isRetried: true),
        .applyFailed(path: nil, diagnostic: diagnostic, isRetried: false), .rebuilding(path: "Dockerfile"), .rescanning,
        .delivered(receipt: DeliveryReceipt(action: .sync, paths: ["src/a"], count: 1, applied: .seconds(1))),
        .delivered(receipt: restart),
        .modelReloaded(paths: ["compose.yaml"], plans: [[], [step]]),
        .modelApplied(paths: ["compose.yaml"], elapsed: time),
        .modelRejected(paths: ["compose.yaml"], diagnostics: [diagnostic]),
        .modelFailed(paths: [".env"], diagnostics: [diagnostic]),
        .suspended, .resumed, .engineLost(diagnostic: diagnostic), .engineBack(elapsed: time),
    ]

    static func stamped(_ action: EventAction, about subject: EventSubject = container) -> StampedEvent {
        StampedEvent(
            sequence: 7,
            time: .seconds(1_764_323_171) + .milliseconds(476),
            elapsed: .microseconds(1_234_567),
            subject: subject,
            step: StepReference(plan: 1, step: 2),
            action: action
        )
    }
}
