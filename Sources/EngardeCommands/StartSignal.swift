import CLibrary
import Operations
import SessionEvents
import Synchronization
import TerminalOutput

/// How a process in the background tells the one that started it that it watches, or why it does not; once.
final class StartSignal: Sendable {
    /// What is told.
    enum Message: Hashable {
        /// It watches; in the words that a terminal would show.
        case watching(String)
        /// It does not; the text from `error:` to the hint.
        case failed(String)

        /// Reads what came through the pipe; `nil` if that was nothing.
        init?(_ text: String) {
            guard let end = text.firstIndex(of: "\n") else { return nil }
            let rest = String(text[text.index(after: end)...])
            switch text[..<end] {
            case "watching": self = .watching(rest)
            case "failed": self = .failed(rest)
            default: return nil
            }
        }

        /// What goes through the pipe.
        var text: String {
            switch self {
            case .watching(let text): "watching\n\(text)"
            case .failed(let text): "failed\n\(text)"
            }
        }
    }

    private let descriptor: Mutex<Int32?>

    /// Takes a pipe over.
    init(_ descriptor: Int32) {
        signal(SIGPIPE, SIG_IGN)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        self.descriptor = Mutex(descriptor)
    }

    /// Tells it, and closes the pipe; later messages are dropped.
    func send(_ message: Message) {
        descriptor.withLock { descriptor in
            guard let pipe = descriptor else { return }
            let bytes = Array(message.text.utf8)
            _ = write(pipe, bytes, bytes.count)
            close(pipe)
            descriptor = nil
        }
    }
}

/// Passes events on, and tells when watching began.
struct StartSignallingSink: SessionEventSink {
    let events: any SessionEventSink
    let signal: StartSignal

    func emit(_ event: SessionEvent) {
        events.emit(event)
        guard case .watch(.enabled) = event, let line = EventText.line(for: event, coloured: false) else { return }
        signal.send(.watching(line))
    }
}

/// Takes what would be shown in a terminal to the log of a watcher.
struct WatchLogOutput: TextOutput {
    let log: WatchLog

    func write(_ bytes: [UInt8], to channel: OutputChannel) { log.append(String(decoding: bytes, as: UTF8.self)) }
}
