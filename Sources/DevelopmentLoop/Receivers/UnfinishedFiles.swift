import IgnoreRules
import SystemPackage

/// Tells which large files are still being written, so that a copy travels once, when it is complete.
///
/// Pure: it is told the time.
struct UnfinishedFiles {
    /// A file that was found being written.
    private struct Unrest {
        var began: ContinuousClock.Instant
        var size: Int64
        /// When the size was last found to be another one.
        var grew: ContinuousClock.Instant
        var seen: ContinuousClock.Instant
    }

    /// A moment by both clocks.
    struct Moment {
        /// By the clock that is never set.
        var instant = ContinuousClock.now
        /// By the clock of the file system.
        var time = FileMetadata.Timestamp.now
    }

    /// How long a file that keeps its size is waited for.
    static let unrestLimit = Duration.seconds(5)
    /// How long a file that gets larger and larger is waited for: a log does so for ever.
    static let growthLimit = Duration.seconds(120)
    /// What has not been asked about for so long begins anew.
    private static let memory = Duration.seconds(10)

    private var unrests: [FilePath: Unrest] = [:]

    /// Whether a file was written to a moment ago, so that it is likely to be written to again.
    ///
    /// A moment is a tenth of a second, and a tenth of the time that the file has been growing for where that is longer,
    /// since long copies pause; a second at most.
    ///
    /// - Parameters:
    ///   - metadata: the file as it was found.
    ///   - moment: before it was looked at: when this program is held up in between, a file that was just written to would
    ///     seem to have been left alone for as long.
    mutating func contains(
        _ path: FilePath,
        _ metadata: FileMetadata,
        at moment: Moment
    ) -> Bool {
        let now = moment.instant
        var unrest = Unrest(began: now, size: metadata.size, grew: now, seen: now)
        if let known = unrests[path], now - known.seen < Self.memory {
            unrest = known
            unrest.seen = now
            if metadata.size != known.size { (unrest.size, unrest.grew) = (metadata.size, now) }
        }
        let rest = min(max((unrest.grew - unrest.began) / 10, .milliseconds(100)), .seconds(1))
        let isOverdue = now - unrest.grew >= Self.unrestLimit || now - unrest.began >= Self.growthLimit
        let isUnfinished = metadata.modified.isRecent(rest, at: moment.time) && !isOverdue
        unrests[path] = isUnfinished ? unrest : nil
        return isUnfinished
    }
}
