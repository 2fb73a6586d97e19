import Convergence
import Diagnostics
import Operations
import SessionEvents
import TerminalOutput

extension Invocation {
    /// Runs `body` while its events are shown as the user asked and the display is kept moving.
    ///
    /// - Parameters:
    ///   - verb: what the events are of.
    ///   - listener: listens to them, too.
    /// - Throws: what `body` throws; ``ToldError`` when that has been shown as an event.
    func withEvents(
        of verb: String,
        _ listener: (any EventListener)? = nil,
        _ body: @escaping @Sendable (EventBroadcast) async throws -> OperationEnd
    ) async throws -> TerminationStatus {
        let events = EventBroadcast(verb: verb, clock: surroundings.clock, wallClock: surroundings.wallClock)
        let reporter: any SessionReporter =
            interface?.reporter
            ?? options.progress.reporter(to: surroundings.output, traits: traits, style: style, logs: logs)
        events.add(reporter)
        if let listener { events.add(listener) }
        defer { reporter.finish() }
        do {
            return try await Self.moving(reporter) {
                TerminationStatus(try await events.session(verb) { try await body(events) })
            }
        } catch  where options.progress == .json {
            throw ToldError(error: error)
        }
    }

    /// Runs `body` while what shows passing time is redrawn.
    private static func moving(
        _ reporter: any SessionReporter,
        _ body: @escaping @Sendable () async throws -> TerminationStatus
    ) async throws -> TerminationStatus {
        let status = try await firstValue(
            of: TerminationStatus.self,
            among: [
                { try await body() },
                {
                    // Nothing wakes the program up while nothing is shown that moves.
                    guard let beginnings = reporter.beginnings else { return nil }
                    for await _ in beginnings {
                        repeat {
                            try? await Task.sleep(for: .milliseconds(50))
                        } while !Task.isCancelled && reporter.tick()
                    }
                    return nil
                },
            ]
        )
        return status ?? .success
    }
}

/// An error that was told as an event: nothing more is to be said, but the program has failed.
struct ToldError: DiagnosticConvertible {
    /// What went wrong.
    var error: any Error

    /// What was told.
    var diagnostics: [Diagnostic] { Diagnostic.all(of: error) }
}
