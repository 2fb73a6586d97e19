import CLibrary
import Synchronization

/// A pipe whose ends no other program inherits.
///
/// - Ownership: whoever made it closes both ends, or hands them on.
package struct Pipe: Sendable {
    /// The end that is read from.
    package let reading: Int32
    /// The end that is written to.
    package let writing: Int32

    /// Creates a pipe; `nil` where the operating system has none left.
    package init?() {
        let ends: (reading: Int32, writing: Int32)? = Program.starts.withLock { _ in
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else { return nil }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return (ends[0], ends[1])
        }
        guard let ends else { return nil }
        (reading, writing) = (ends.reading, ends.writing)
    }

    /// Closes the end that is read from.
    package func closeReading() { close(reading) }
    /// Closes the end that is written to.
    package func closeWriting() { close(writing) }
}
