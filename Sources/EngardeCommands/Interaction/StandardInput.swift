import CLibrary
import ChildProcesses
import Dispatch

/// Standard input, read piece by piece, and only when the next piece is asked for: a terminal, a file or a pipe.
///
/// - Ownership: whoever made it calls ``close()`` when nobody waits for a piece any more.
final class StandardInput: Sendable {
    /// Where the end is asked for.
    private let end: Pipe
    /// Waits in place of the program.
    private let queue = DispatchQueue(label: "engarde.input")
    private static let pieceSize = 65_536

    /// Creates a reader; `nil` where the operating system has no more descriptors.
    init?() {
        guard let pipe = Pipe() else { return nil }
        end = pipe
    }

    /// The pieces; end with standard input, or when whoever waits is cancelled.
    var pieces: AsyncStream<[UInt8]> { AsyncStream(unfolding: { [self] in await next() }) }

    /// Waits for the next piece; `nil` is the end.
    func next() async -> [UInt8]? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async { [self] in continuation.resume(returning: read()) }
            }
        } onCancel: {
            var byte: UInt8 = 0
            _ = write(end.writing, &byte, 1)
        }
    }

    private func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            var waits = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                pollfd(fd: end.reading, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&waits, 2, -1) >= 0 || errno == EINTR else { return nil }
            if waits[1].revents != 0 { return nil }
            guard waits[0].revents != 0 else { continue }
            let count = CLibrary.read(STDIN_FILENO, &buffer, buffer.count)
            if count > 0 { return Array(buffer[..<count]) }
            guard count < 0, errno == EINTR || errno == EAGAIN else { return nil }
        }
    }

    /// Gives the descriptors back.
    func close() {
        end.closeReading()
        end.closeWriting()
    }
}
