import CLibrary
import Operations

extension ForwardedSignals {
    /// Those that are handed on, with their names.
    private static let names: [Int32: String] = [
        SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGTERM: "SIGTERM", SIGUSR1: "SIGUSR1",
        SIGUSR2: "SIGUSR2",
    ]

    /// Runs `body` while signals do not end this process: first some of them are wishes to stop, and later all of them are
    /// for a command in a container. Each is for whoever asks for it first. SIGHUP is left alone where it was ignored.
    static func withSignals<Value: Sendable>(
        _ body: (Interrupts, ForwardedSignals) async throws -> Value
    ) async rethrows -> Value {
        let queue = ArrivalQueue<Int32>()
        let numbers = names.keys.filter { $0 != SIGHUP || HangUp.take(as: .handedOn) }
        let interrupts = Interrupts {
            while let number = await queue.take() {
                if [SIGINT, SIGTERM, SIGHUP].contains(number) { return true }
            }
            return false
        }
        let signals = ForwardedSignals { await queue.take().flatMap { names[$0] } }
        return try await CaughtSignals.withSignals(numbers, tell: { queue.put($0) }) {
            try await body(interrupts, signals)
        }
    }
}
