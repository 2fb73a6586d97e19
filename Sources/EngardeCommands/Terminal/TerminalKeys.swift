import CLibrary
import Dispatch
import Synchronization
import TerminalOutput

/// The keys that are pressed at the process's terminal, read whenever there are some.
///
/// - Ownership: nobody else may read standard input meanwhile.
final class TerminalKeys: Sendable {
    private struct State {
        var isPaused = false
        var decoder = KeyDecoder()
    }

    private let state = Mutex(State())
    // Objects of Dispatch may be used from any thread; on Linux the module does not say so.
    private nonisolated(unsafe) let source: any DispatchSourceRead
    /// The keys; ends with the terminal. For one reader.
    let keys: AsyncStream<TerminalKey>

    /// Begins to read.
    init() {
        let (keys, pressed) = AsyncStream<TerminalKey>.makeStream(bufferingPolicy: .bufferingOldest(256))
        self.keys = keys
        source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .global())
        source.setCancelHandler { @Sendable in pressed.finish() }
        source.setEventHandler { @Sendable [weak self] in
            guard let self else { return }
            guard TerminalMode.isInForeground else {
                // One that went away would be ready for ever.
                if TerminalMode.isGone { self.source.cancel() }
                return
            }
            var buffer = [UInt8](repeating: 0, count: 1_024)
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count > 0 {
                for key in self.state.withLock({ $0.decoder.keys(in: Array(buffer[..<count])) }) { pressed.yield(key) }
            } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
                self.source.cancel()
            }
        }
        source.resume()
    }

    /// Stops reading, since the terminal belongs to somebody else.
    func pause() {
        state.withLock { state in
            if !state.isPaused { source.suspend() }
            state.isPaused = true
        }
    }

    /// Reads again.
    func resume() {
        state.withLock { state in
            if state.isPaused { source.resume() }
            state.isPaused = false
        }
    }

    /// Reads no more.
    func end() {
        resume()
        source.cancel()
    }
}
