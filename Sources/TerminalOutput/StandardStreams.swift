import CLibrary
import Synchronization

/// The process's standard output and standard error, unbuffered so that nothing is lost when the process is killed.
package final class StandardStreams: TextOutput {
    /// The first failure of standard output; the gate through which all writing goes.
    private let state = Mutex<OutputFailure?>(nil)
    /// The failure as soon as there is one.
    package let failures: AsyncStream<OutputFailure>
    private let announcement: AsyncStream<OutputFailure>.Continuation
    /// Whether standard output was a terminal in the beginning; of one that went away the system does not say so any more.
    private let dataIsTerminal = isatty(STDOUT_FILENO) == 1

    /// Creates the pair.
    package init() {
        (failures, announcement) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1))
    }

    /// Why standard output takes no more; `nil` while it does.
    package var failure: OutputFailure? { state.withLock(\.self) }

    /// Writes all of the bytes. What standard error does not take is lost; of standard output that is a ``failure``.
    package func write(_ bytes: [UInt8], to channel: OutputChannel) {
        let descriptor = channel == .data ? STDOUT_FILENO : STDERR_FILENO
        state.withLock { failure in
            guard failure == nil || channel == .report, let number = writeAll(bytes, to: descriptor),
                channel == .data
            else { return }
            let reason = kind(of: number)
            failure = reason
            announcement.yield(reason)
        }
    }

    /// What the number of the system's error means.
    private func kind(of number: Int32) -> OutputFailure {
        switch number {
        case EPIPE: .readerGone
        case EIO where dataIsTerminal: .terminalGone
        default: .refused(reason: String(cString: strerror(number)).lowercased())
        }
    }

    /// - Returns: the number of the system's error, if it did not take everything.
    private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { CLibrary.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                offset += count
            } else if errno == EAGAIN {
                // Somebody made the shared terminal non-blocking: wait until it takes more.
                var interest = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&interest, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return nil
    }

    /// Reads standard input to its end.
    package static func readAll() -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 || errno != EINTR {
                return bytes
            }
        }
    }

    /// Reads what the process's streams can show.
    ///
    /// - Parameters:
    ///   - environment: `NO_COLOR` (any non-empty value), `TERM=dumb` and `CLICOLOR_FORCE` are honoured.
    ///   - ansi: what the user asked for with `--ansi`.
    package static func traits(environment: [String: String], ansi: AnsiMode) -> TerminalTraits {
        let size = terminalSize()
        var traits = TerminalTraits(
            dataIsTerminal: isatty(STDOUT_FILENO) == 1,
            reportIsTerminal: isatty(STDERR_FILENO) == 1,
            inputIsTerminal: isatty(STDIN_FILENO) == 1 && tcgetpgrp(STDIN_FILENO) == getpgrp(),
            width: size?.columns,
            height: size?.rows,
            environment: environment,
            ansi: ansi
        )
        let (input, output, errors) = (device(STDIN_FILENO), device(STDOUT_FILENO), device(STDERR_FILENO))
        traits.hasOneScreen = traits.hasOneScreen && output == errors
        traits.hasKeys = traits.hasKeys && input == output && output == errors
        return traits
    }

    /// The terminal that a descriptor leads to, as a number.
    private static func device(_ descriptor: Int32) -> UInt64? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? UInt64(status.st_rdev) : nil
    }

    /// The size that the terminal has now; `nil` without one.
    package static func terminalSize() -> (rows: Int, columns: Int)? {
        var size = winsize()
        for descriptor in [STDERR_FILENO, STDOUT_FILENO]
        where ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 && size.ws_row > 0 {
            return (Int(size.ws_row), Int(size.ws_col))
        }
        return nil
    }
}
