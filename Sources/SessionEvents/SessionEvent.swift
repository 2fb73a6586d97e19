package import Diagnostics

/// One thing that happened, as the part in which it happened tells it; its time and number are stamped by the
/// ``EventBroadcast``.
package struct SessionEvent: Sendable, Hashable {
    /// What it is about; `nil` is the session's project, or the session itself before that is known.
    package var subject: EventSubject?
    /// The step that it belongs to, if it belongs to one.
    package var step: StepReference?
    /// What happened.
    package var action: EventAction

    /// Tells of something.
    package init(_ action: EventAction, about subject: EventSubject? = nil, step: StepReference? = nil) {
        self.subject = subject
        self.step = step
        self.action = action
    }

    /// Tells of something that stops nothing but is worth knowing.
    ///
    /// - Parameter others: in how many other places the same is to be said.
    package static func warning(
        _ diagnostic: Diagnostic,
        andOthers others: Int = 0,
        about subject: EventSubject? = nil
    ) -> SessionEvent {
        var diagnostic = diagnostic
        diagnostic.severity = .warning
        return SessionEvent(.diagnosed(diagnostic: diagnostic, others: others), about: subject)
    }

    /// Tells of something that stops nothing but is worth knowing, in one sentence.
    package static func warning(_ message: String, about subject: EventSubject? = nil) -> SessionEvent {
        warning(Diagnostic(severity: .warning, message: message), about: subject)
    }
}

/// Takes events in the order in which they happen.
///
/// - Ownership: may be called from any thread at any time; returns once the event is taken, so a slow terminal slows
///   its producers down instead of losing lines.
package protocol SessionEventSink: Sendable {
    /// Takes one event.
    func emit(_ event: SessionEvent)
}

extension SessionEventSink {
    /// Takes something that happened.
    package func emit(_ action: EventAction, about subject: EventSubject? = nil, step: StepReference? = nil) {
        emit(SessionEvent(action, about: subject, step: step))
    }
}
