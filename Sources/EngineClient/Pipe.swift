internal import CLibrary

/// A pipe whose ends no other program inherits.
struct Pipe: Sendable {
    let reading: Int32
    let writing: Int32

    /// Creates a pipe; `nil` where the operating system has none left.
    init?() {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }

    func closeReading() { close(reading) }
    func closeWriting() { close(writing) }
}
