/// Watches files for the duration of a closure.
///
/// All watches are placed when the closure starts: what changes from then on is seen.
///
/// - Parameters:
///   - roots: what to watch. Roots may overlap; a path is reported if one of them wants it.
///   - method: how to notice changes.
///   - timing: how long events wait for each other.
///   - body: receives the changes; there is one consumer.
///
/// **Throws:** `FileWatchingError` if the system refuses, and what the closure throws.
///
/// **Ownership:** the system's resources are released when the closure returns.
package func withFileWatcher<Result>(
    roots: [WatchRoot],
    method: FileWatchMethod = .automatic,
    timing: BatchTiming = .interactive,
    isolation: isolated (any Actor)? = #isolation,
    _ body: (FileChanges) async throws -> Result
) async throws -> Result {
    switch method {
    case .polling(let interval):
        let watcher = PollingWatcher(roots: roots, interval: interval)
        await watcher.start()
        return try await body(FileChanges(source: watcher))
    case .automatic:
        #if os(Linux)
        let watcher = try InotifyWatcher(roots: roots, timing: timing)
        do {
            try await watcher.start()
            let result = try await body(FileChanges(source: watcher))
            await watcher.stop()
            return result
        } catch {
            await watcher.stop()
            throw error
        }
        #else
        return try await withFileWatcher(roots: roots, method: .polling(every: .milliseconds(250)), body)
        #endif
    }
}

/// How changes are noticed.
package enum FileWatchMethod: Equatable, Sendable {
    /// By the system's notifications: inotify on Linux. On other systems the tree is polled every 250 ms.
    case automatic
    /// By looking at every file, for file systems without notifications.
    case polling(every: Duration)
}

/// Changes as they happen, in batches.
///
/// **Shape:** while the consumer is busy, events gather in the next batch; so memory is bounded by the number of files.
///
/// **Throws:** `FileWatchingError` when the system cannot watch further (a new directory exceeds the limit).
///
/// **Cancellation:** ends the sequence.
package struct FileChanges: AsyncSequence, Sendable {
    /// A batch.
    package typealias Element = ChangeBatch

    let source: any ChangeSource

    /// How many directories are under watch; 0 where files are polled.
    package var directoryCount: Int { get async { await source.watchCount } }

    /// Starts to receive; only one iterator may be in use.
    package func makeAsyncIterator() -> Iterator { Iterator(source: source) }

    /// The consumer's end.
    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let source: any ChangeSource

        /// The next batch, as soon as there is one; `nil` when the task is cancelled.
        package mutating func next() async throws -> ChangeBatch? { try await source.nextBatch() }
    }
}

/// What produces batches.
protocol ChangeSource: Sendable {
    /// Waits for the next batch; `nil` when the task is cancelled or the watcher was stopped.
    func nextBatch() async throws -> ChangeBatch?

    /// How many directories are under watch.
    var watchCount: Int { get async }
}
