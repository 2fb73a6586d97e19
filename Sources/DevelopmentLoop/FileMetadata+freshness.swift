import CLibrary
package import IgnoreRules

extension FileMetadata.Timestamp {
    /// The time of the clock that file systems use.
    package static var now: FileMetadata.Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return FileMetadata.Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
    }

    /// Whether the time lies within the last so much, or in the future.
    func isRecent(_ span: Duration, at now: FileMetadata.Timestamp = .now) -> Bool {
        .nanoseconds(now.nanoseconds(since: self)) < span
    }

    /// The nanoseconds from another time to this one.
    fileprivate func nanoseconds(since other: FileMetadata.Timestamp) -> Int64 {
        (seconds - other.seconds) * 1_000_000_000 + Int64(nanoseconds - other.nanoseconds)
    }
}

extension FileMetadata {
    /// Whether the file was written so shortly before that another write could get the same time.
    ///
    /// File systems count in ticks of the kernel (up to 10 ms), the coarsest in two seconds.
    func isFresh(at now: Timestamp) -> Bool {
        let tick: Int64 = modified.nanoseconds == 0 ? 2_000_000_000 : 20_000_000
        return kind == .file && now.nanoseconds(since: modified) < tick
    }
}
