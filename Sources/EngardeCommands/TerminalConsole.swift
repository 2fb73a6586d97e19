import CLibrary
import Dispatch
import Operations
import TerminalOutput

/// The process's own terminal, connected to a command in a container.
enum TerminalConsole {
    /// Whether both input and output are a terminal.
    static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    /// Runs `body` with a console.
    ///
    /// - Parameters:
    ///   - isRaw: whether every key goes to the command at once, Ctrl-C included; the terminal's settings are restored in
    ///     the end.
    ///   - streams: take what the command writes.
    static func withConsole<Value: Sendable>(
        isRaw: Bool,
        writingTo streams: any TextOutput,
        _ body: (Exec.Console) async throws -> Value
    ) async throws -> Value {
        let saved = isRaw ? enterRawMode() : nil
        defer { if var saved { tcsetattr(STDIN_FILENO, TCSADRAIN, &saved) } }
        let (sizes, sizesContinuation) = AsyncStream<Exec.TerminalSize>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let sizeSource = isRaw ? watchSize(sizesContinuation) : nil
        if !isRaw { sizesContinuation.finish() }
        let (input, inputContinuation) = AsyncStream<[UInt8]>.makeStream()
        let reader = isatty(STDIN_FILENO) == 1 ? readTerminal(into: inputContinuation) : nil
        if reader == nil { readToEnd(into: inputContinuation) }
        defer {
            sizeSource?.cancel()
            sizesContinuation.finish()
            reader?.cancel()
        }
        let console = Exec.Console(input: input, sizes: sizes) { bytes, isError in
            streams.write(bytes, to: isError ? .report : .data)
        }
        return try await body(console)
    }

    private static func enterRawMode() -> termios? {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        let saved = settings
        cfmakeraw(&settings)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
        return saved
    }

    private static func watchSize(
        _ continuation: AsyncStream<Exec.TerminalSize>.Continuation
    ) -> any DispatchSourceSignal {
        let report: @Sendable () -> Void = {
            var size = winsize()
            guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return }
            continuation.yield(Exec.TerminalSize(rows: Int(size.ws_row), columns: Int(size.ws_col)))
        }
        report()
        let source = DispatchSource.makeSignalSource(signal: SIGWINCH, queue: .global())
        source.setEventHandler { @Sendable in report() }
        source.resume()
        return source
    }

    /// Reads standard input that is a file or a pipe. A source would not tell of its end.
    private static func readToEnd(into continuation: AsyncStream<[UInt8]>.Continuation) {
        DispatchQueue.global().async {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = read(STDIN_FILENO, &buffer, buffer.count)
                if count > 0 {
                    continuation.yield(Array(buffer[..<count]))
                } else if count == 0 || errno != EINTR {
                    return continuation.finish()
                }
            }
        }
    }

    /// Reads standard input whenever there is something, so that no thread waits for keys that never come.
    private static func readTerminal(
        into continuation: AsyncStream<[UInt8]>.Continuation
    ) -> any DispatchSourceRead {
        let source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .global())
        source.setEventHandler { @Sendable in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count > 0 {
                continuation.yield(Array(buffer[..<count]))
            } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
                continuation.finish()
            }
        }
        source.setCancelHandler { @Sendable in continuation.finish() }
        source.resume()
        return source
    }
}
