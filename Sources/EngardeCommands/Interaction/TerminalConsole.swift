import CLibrary
import Dispatch
import Operations
import TerminalOutput

/// The process's own terminal, or the files and pipes in its place, connected to a command in a container.
enum TerminalConsole {
    /// Whether both input and output are a terminal.
    static var isInteractive: Bool { inputIsTerminal && outputIsTerminal }
    /// Whether standard input is a terminal.
    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
    /// Whether standard output is a terminal.
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    /// The terminal's size now; `nil` where standard output is none, or it has no size.
    static var size: TerminalSize? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
        return TerminalSize(rows: Int(size.ws_row), columns: Int(size.ws_col))
    }

    /// Runs `body` with a console.
    ///
    /// - Parameters:
    ///   - isRaw: whether every key goes to the command at once, Ctrl-C included; the terminal's settings are restored in
    ///     the end.
    ///   - tellsSize: whether the command has a terminal that follows the size of this one; `nil` is as `isRaw` says.
    ///   - readsInput: whether standard input is read.
    ///   - streams: take what the command writes.
    static func withConsole<Value: Sendable>(
        isRaw: Bool,
        tellsSize: Bool? = nil,
        readsInput: Bool = true,
        writingTo streams: any TextOutput,
        _ body: (Console) async throws -> Value
    ) async throws -> Value {
        let saved = isRaw ? enterRawMode() : nil
        defer { if var saved { tcsetattr(STDIN_FILENO, TCSADRAIN, &saved) } }
        let (sizes, sizesContinuation) = AsyncStream<TerminalSize>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let tellsSize = tellsSize ?? isRaw
        let sizeSource = tellsSize ? watchSize(sizesContinuation) : nil
        if !tellsSize { sizesContinuation.finish() }
        let reader = readsInput ? StandardInput() : nil
        defer {
            sizeSource?.cancel()
            sizesContinuation.finish()
            reader?.close()
        }
        let console = Console(
            input: reader?.pieces ?? AsyncStream { $0.finish() },
            isTyped: isRaw && reader != nil,
            sizes: sizes
        ) { bytes, isError in
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
        _ continuation: AsyncStream<TerminalSize>.Continuation
    ) -> any DispatchSourceSignal {
        let report: @Sendable () -> Void = {
            if let size { continuation.yield(size) }
        }
        report()
        let source = DispatchSource.makeSignalSource(signal: SIGWINCH, queue: .global())
        source.setEventHandler { @Sendable in report() }
        source.resume()
        return source
    }
}
