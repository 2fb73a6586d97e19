import Diagnostics
import SessionEvents

/// Tells what happens in one step of a plan.
struct StepEvents: Sendable {
    let sink: any SessionEventSink
    /// What the step is done to.
    let subject: EventSubject
    /// Which step it is.
    let step: StepReference

    /// Tells of something that happened to the step's subject.
    func emit(_ action: EventAction) { sink.emit(action, about: subject, step: step) }

    /// Tells of something that happened to a container whose name the step changed.
    func emit(_ action: EventAction, about container: String) {
        sink.emit(action, about: .container(container, of: subject.service, number: subject.number), step: step)
    }

    /// Tells of something that does not stop the step.
    func warn(_ message: String) {
        emit(.diagnosed(diagnostic: Diagnostic(severity: .warning, message: message), others: 0))
    }
}
