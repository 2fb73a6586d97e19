/// The signals that this process gets and that are for a command in a container, one after the other.
package struct ForwardedSignals: Sendable {
    private let next: @Sendable () async -> String?

    /// Creates a source.
    ///
    /// - Parameter next: returns the name of the next signal, such as `SIGINT`; `nil` when there is none any more or the task
    ///   is cancelled.
    package init(next: @escaping @Sendable () async -> String?) {
        self.next = next
    }

    /// Waits for the next signal; `nil` when there is none any more or the task is cancelled.
    func take() async -> String? { await next() }

    /// No signals.
    package static let none = ForwardedSignals { nil }

    /// Hands signals to `body` as they come, until `body` returns `false`.
    ///
    /// - Parameter body: is given the signal's name, and how often the user has asked for the end by now: 0 for a signal that
    ///   does not ask for it.
    func forEach(_ body: (_ name: String, _ requests: Int) async throws -> Bool) async rethrows {
        var requests = 0
        while let name = await next() {
            let asksForEnd = ["SIGINT", "SIGTERM"].contains(name)
            if asksForEnd { requests += 1 }
            guard try await body(name, asksForEnd ? requests : 0) else { return }
        }
    }
}
