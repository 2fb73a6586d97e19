import Operations
import Synchronization

/// A person who sends signals whenever the test says so; each is for whoever asks for it first.
final class SignallingPerson: Sendable {
    private let waiting = Mutex<[String]>([])

    /// Sends a signal, such as `SIGINT`.
    func sends(_ name: String) { waiting.withLock { $0.append(name) } }

    /// Whether all that was sent has been taken.
    var isHeard: Bool { waiting.withLock(\.isEmpty) }

    /// The signals, for a command in a container.
    var forwarded: ForwardedSignals { ForwardedSignals { [self] in await next() } }

    /// The signals, as wishes to stop.
    var interrupts: Interrupts { Interrupts { [self] in await next() != nil } }

    private func next() async -> String? {
        while !Task.isCancelled {
            if let name = waiting.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return name }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return nil
    }
}
