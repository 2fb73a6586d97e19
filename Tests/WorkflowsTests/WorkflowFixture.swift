import ComposeLoader
import Operations
import SessionEvents
import TestSupport
import Workflows

/// What tests of workflows work in: no engine, nobody to ask, and events that are kept.
struct WorkflowFixture {
    let events = RecordedEvents()
    var interrupts = Interrupts.none

    var context: WorkflowContext {
        WorkflowContext(
            request: SessionRequest(
                "test",
                load: LoadRequest(workingDirectory: "/shop"),
                homeDirectory: "/home/user",
                toolVersion: "test",
                clock: TestClock(),
                wallClock: .system
            ),
            events: events,
            interrupts: interrupts
        ) { _, body in
            try await body(
                Console(input: AsyncStream { $0.finish() }, sizes: AsyncStream { $0.finish() }) { _, _ in }
            )
        }
    }

    /// The numbers of the steps that began and that were done.
    var steps: (begun: [Int], done: [Int]) {
        events.all.reduce(into: ([], [])) { steps, event in
            switch event.action {
            case .workflowStepBegan(let number, _, _): steps.0.append(number)
            case .workflowStepDone(let number, _): steps.1.append(number)
            default: break
            }
        }
    }
}
