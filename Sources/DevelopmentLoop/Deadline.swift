import Diagnostics

/// What did not happen in time.
struct DeadlineExceeded: DiagnosticConvertible, Equatable, CustomStringConvertible {
    var limit: Duration

    var description: String { "no answer within \(limit.components.seconds) s" }

    /// The error as one diagnostic.
    var diagnostics: [Diagnostic] { [Diagnostic(code: .answerMissing, message: description)] }
}

/// Runs an operation that may take no longer than a limit, see `Patience`; then it is cancelled.
///
/// - Throws: `DeadlineExceeded`, or what the operation throws.
func withDeadline<Value: Sendable>(
    _ limit: Duration,
    on clock: some Clock<Duration> = ContinuousClock(),
    _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await operation() }
        group.addTask {
            try await Patience(limit).wait(on: clock)
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let value = first else { throw DeadlineExceeded(limit: limit) }
        return value
    }
}
