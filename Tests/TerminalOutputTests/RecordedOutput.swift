import Synchronization
import TerminalOutput

/// Collects what is written.
final class RecordedOutput: TextOutput {
    private let state = Mutex<[OutputChannel: String]>([:])

    func write(_ bytes: [UInt8], to channel: OutputChannel) {
        state.withLock { $0[channel, default: ""] += String(decoding: bytes, as: UTF8.self) }
    }

    /// What was written to a channel so far.
    func text(_ channel: OutputChannel) -> String { state.withLock { $0[channel] ?? "" } }
}
