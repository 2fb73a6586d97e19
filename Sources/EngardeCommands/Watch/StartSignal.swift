import CLibrary
import Diagnostics
import SessionEvents
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How a process in the background tells the one that started it that it watches, or why it does not; once.
final class StartSignal: Sendable {
    /// What is told.
    enum Message: Hashable {
        /// It watches these services, in so many directories.
        case watching(services: [String], directories: Int)
        /// It serves at a port.
        case serving(port: Int)
        /// It does not; what is wrong.
        case failed([Diagnostic])

        /// Reads what came through the pipe; `nil` if that was nothing.
        init?(_ text: String) {
            guard let end = text.firstIndex(of: "\n") else { return nil }
            let rest = String(text[text.index(after: end)...])
            switch text[..<end] {
            case "watching":
                let lines = rest.split(separator: "\n").map(String.init)
                guard let count = lines.first.flatMap({ Int($0) }) else { return nil }
                self = .watching(services: Array(lines.dropFirst()), directories: count)
            case "serving":
                guard let port = Int(rest) else { return nil }
                self = .serving(port: port)
            case "failed":
                let said = try? JSONDecoder().decode([Diagnostic].self, from: Data(rest.utf8))
                guard let diagnostics = said, !diagnostics.isEmpty else { return nil }
                self = .failed(diagnostics)
            default: return nil
            }
        }

        /// What goes through the pipe.
        var text: String {
            switch self {
            case .watching(let services, let directories):
                (["watching", String(directories)] + services).joined(separator: "\n")
            case .serving(let port): "serving\n\(port)"
            case .failed(let diagnostics):
                "failed\n\((try? JSONEncoder().encode(diagnostics)).map { String(decoding: $0, as: UTF8.self) } ?? "")"
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

/// Tells when watching began.
struct StartListener: EventListener {
    let signal: StartSignal

    func take(_ event: StampedEvent) {
        guard case .watchBegan(let services, let directories) = event.action else { return }
        signal.send(.watching(services: services, directories: directories))
    }
}
