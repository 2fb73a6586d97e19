import Diagnostics
package import SessionEvents

extension EventBroadcast {
    /// Runs a session from its first event to its last.
    ///
    /// - Parameter body: does what the session is for.
    /// - Throws: what `body` throws.
    package func session(
        _ verb: String,
        _ body: () async throws -> OperationEnd
    ) async throws -> OperationEnd {
        emit(.sessionBegan(verb: verb))
        do {
            let end = try await body()
            emit(.sessionEnded(outcome: SessionOutcome(end)))
            return end
        } catch {
            emit(.sessionEnded(outcome: SessionOutcome(error)))
            throw error
        }
    }
}

extension SessionOutcome {
    fileprivate init(_ end: OperationEnd) {
        self =
            switch end {
            case .done: .done(code: 0)
            case .interrupted: .interrupted
            case .exited(let code): .done(code: code)
            }
    }

    fileprivate init(_ error: any Error) {
        self = error is CancellationError ? .interrupted : .failed(diagnostics: Diagnostic.all(of: error))
    }
}
