import Synchronization

/// Signals that came before the process that they are for.
final class KeptSignals: Sendable {
    private let names = Mutex<[String]>([])

    /// Keeps a signal.
    func add(_ name: String) { names.withLock { $0.append(name) } }

    /// Takes the first one out; `nil` when there is none any more.
    func takeFirst() -> String? { names.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}

extension ForwardedSignals {
    /// The same signals, after those that came earlier.
    func after(_ kept: KeptSignals) -> ForwardedSignals {
        ForwardedSignals { [self] in
            if let name = kept.takeFirst() { return name }
            return await take()
        }
    }
}
