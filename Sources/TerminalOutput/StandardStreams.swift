import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The process's standard output and standard error, unbuffered so that nothing is lost when the process is killed.
package final class StandardStreams: TextOutput {
    private let gate = Mutex(())

    /// Creates the pair.
    package init() {}

    /// Writes all of the text; a reader that went away (`engarde logs | head`) ends the writing without an error.
    package func write(_ text: String, to channel: OutputChannel) {
        write(Array(text.utf8), to: channel)
    }

    /// Writes all of the bytes, under the same rules as text.
    package func write(_ bytes: [UInt8], to channel: OutputChannel) {
        let descriptor = channel == .data ? STDOUT_FILENO : STDERR_FILENO
        gate.withLock { _ in
            var offset = 0
            while offset < bytes.count {
                let count = bytes[offset...].withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
                if count > 0 {
                    offset += count
                } else if errno == EAGAIN {
                    // Somebody made the shared terminal non-blocking: wait until it takes more.
                    var interest = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&interest, 1, -1)
                } else if errno != EINTR {
                    return
                }
            }
        }
    }

    private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
        Glibc.write(descriptor, bytes, count)
        #elseif canImport(Musl)
        Musl.write(descriptor, bytes, count)
        #else
        Darwin.write(descriptor, bytes, count)
        #endif
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
        let width = terminalWidth()
        return TerminalTraits(
            dataIsTerminal: isatty(STDOUT_FILENO) == 1,
            reportIsTerminal: isatty(STDERR_FILENO) == 1,
            width: width,
            environment: environment,
            ansi: ansi
        )
    }

    private static func terminalWidth() -> Int? {
        var size = winsize()
        for descriptor in [STDERR_FILENO, STDOUT_FILENO]
        where ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 {
            return Int(size.ws_col)
        }
        return nil
    }
}
