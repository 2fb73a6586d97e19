import Synchronization
import TerminalOutput

/// Collects what is written.
final class RecordedOutput: TextOutput {
    private let state = Mutex<[OutputChannel: String]>([:])

    func write(_ text: String, to channel: OutputChannel) {
        state.withLock { $0[channel, default: ""] += text }
    }

    /// What was written to a channel so far.
    func text(_ channel: OutputChannel) -> String { state.withLock { $0[channel] ?? "" } }
}
