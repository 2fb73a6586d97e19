import ComposeModel
import Convergence
import EngineAPI
import EngineClient
import Operations
import SessionEvents

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An `up --watch` in the foreground: brings services up, carries edits over and shows output, also when the engine goes
/// away and comes back in between.
struct WatchingUp: Sendable {
    /// What it works with.
    let session: ProjectSession
    /// What brings the services up.
    let up: Up
    /// How they are brought up.
    let options: Up.Options
    /// What carries edits over.
    let watch: Watch
    /// The services whose output is shown.
    let attached: Set<ServiceName>
    /// Whether each line begins with its time.
    let showsTime: Bool

    /// Brings the services up and watches until it is cancelled.
    ///
    /// - Throws: `ReconciliationError`, `ConvergenceError`, `EngineError` from before the watching began,
    ///   `FileWatchingError`, `CancellationError`.
    func run() async throws {
        guard !attached.isEmpty else { return try await work() }
        let (listening, workEnded) = (FailureSignal(), FailureSignal())
        try await withThrowingTaskGroup(of: Result<Void, any Error>?.self) { group in
            group.addTask {
                defer { workEnded.fire() }
                await listening.wait()
                do {
                    return .success(try await work())
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                defer { listening.fire() }
                try await showOutput(until: workEnded) { listening.fire() }
                return nil
            }
            var result: Result<Void, any Error>?
            while let next = try await group.next() { result = next ?? result }
            try result?.get()
        }
    }

    private func work() async throws {
        let result = try await up.run()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await watch.run() }
            group.addTask {
                do {
                    try await StartupReport(session).waitUntilReady(result, options: options)
                } catch let error as EngineError where error.isLossOfEngine {
                    // The watching says that it is lost, and goes on when it is back.
                    return
                }
            }
            try await group.waitForAll()
        }
    }

    /// Shows what the services write until the work has ended; after a loss of the engine from where it was lost.
    ///
    /// - Parameter begin: called when whatever starts from then on is heard of.
    private func showOutput(until workEnded: FailureSignal, _ begin: @escaping @Sendable () -> Void) async throws {
        var since: EngineTimestamp?
        while true {
            var follower = LogFollower(
                project: session.project.name,
                services: attached,
                client: session.client,
                events: session.events,
                showsTime: showsTime
            )
            follower.since = since
            do {
                return try await follower.follow(from: since == nil ? .tail(0) : .beginning) {
                    begin()
                    await workEnded.wait()
                }
            } catch let error as EngineError where error.isLossOfEngine {
                begin()
                since = .now
                try await untilTheEngineAnswers(or: workEnded)
                if workEnded.hasFired { return }
            }
        }
    }

    private func untilTheEngineAnswers(or workEnded: FailureSignal) async throws {
        while !workEnded.hasFired {
            try await Task.sleep(for: .milliseconds(500))
            do {
                _ = try await session.client.ping()
                return
            } catch is EngineError {
                continue
            }
        }
    }
}

extension EngineTimestamp {
    /// The time of this machine's clock.
    fileprivate static var now: EngineTimestamp {
        let seconds = Date().timeIntervalSince1970
        let whole = seconds.rounded(.down)
        return EngineTimestamp(seconds: Int64(whole), nanoseconds: Int32((seconds - whole) * 1e9))
    }
}
