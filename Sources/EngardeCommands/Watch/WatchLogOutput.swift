import Operations
import TerminalOutput

/// Takes what would be shown in a terminal to the log of a watcher.
struct WatchLogOutput: TextOutput {
    let log: WatchLog

    func write(_ bytes: [UInt8], to channel: OutputChannel) { log.append(String(decoding: bytes, as: UTF8.self)) }
}
