package import Diagnostics

/// How a session ended.
package enum SessionOutcome: Sendable, Hashable, Encodable {
    /// What was asked for is done, or a service ended with this code and that was to be passed on.
    case done(code: Int)
    /// The user asked to stop.
    case interrupted
    /// It could not be done.
    case failed(diagnostics: [Diagnostic])
}
