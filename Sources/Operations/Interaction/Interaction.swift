import Convergence
import EngineAPI
import EngineClient

/// Connects a process in a container with the caller's console until one of them has enough.
struct Interaction: Sendable {
    /// How a connection ended.
    enum End: Sendable, Hashable {
        /// The process has ended with a code.
        case exited(Int)
        /// The user typed the keys that disconnect; the process goes on.
        case detached
        /// The user asked for an end by signals; the process goes on.
        case abandoned
        /// The user's terminal went away; the process goes on, unless it is told.
        case hungUp

        /// The exit code that the caller ends with.
        var exitCode: Int {
            switch self {
            case .exited(let code): code
            case .detached, .abandoned: 0
            // As of a process that SIGHUP ended.
            case .hungUp: 129
            }
        }
    }

    let console: Console
    /// The keys that disconnect; `nil` where input is not typed.
    var detachKeys: DetachKeys?
    /// Whether the process is told that there is no more input. An engine that does not hand that on ends the connection,
    /// output included.
    var tellsEndOfInput = true
    /// What signals do; they are not for the process where this is missing.
    var signals = ForwardedSignals.none
    /// How long the last output of a process that has ended already is waited for; `nil` for one that runs, whose output ends
    /// with it.
    var lastOutputLimit: Duration?
    /// What pauses are measured on.
    let clock: any Clock<Duration>

    /// Connects until the end.
    ///
    /// - Parameters:
    ///   - exitCode: waits for the process's end, once its output has ended.
    ///   - resize: tells the process's terminal its size.
    ///   - signal: is given the name of each signal, and how often the end was asked for; `false` is the end.
    /// - Throws: `EngineError`, `CancellationError`.
    func run(
        _ process: ProcessStream,
        exitCode: @escaping @Sendable () async throws -> Int,
        resize: @escaping @Sendable (TerminalSize) async throws -> Void,
        signal: @escaping @Sendable (String, Int) async -> Bool = { _, _ in true }
    ) async throws -> End {
        var ways: [@Sendable () async throws -> End?] = [
            { try await forwardInput(to: process) },
            {
                for await size in console.sizes { try await report(size, resize) }
                return nil
            },
            {
                var isAbandoned = false
                await signals.forEach { name, requests in
                    isAbandoned = !(await signal(name, requests))
                    return !isAbandoned
                }
                return isAbandoned ? .abandoned : nil
            },
            {
                for try await frame in process.output { console.output(frame.bytes, frame.stream == .stderr) }
                return .exited(try await exitCode())
            },
        ]
        if let lastOutputLimit {
            ways.append {
                try await clock.sleep(for: lastOutputLimit)
                return .exited(try await exitCode())
            }
        }
        return try await firstValue(of: End.self, among: ways) ?? .abandoned
    }

    /// Hands on what is typed.
    ///
    /// - Returns: how it ended the connection: by the keys that disconnect, or with the terminal; `nil` when it did not.
    private func forwardInput(to process: ProcessStream) async throws -> End? {
        var scan = detachKeys.map(DetachKeyScan.init)
        do {
            for await bytes in console.input {
                let (rest, isDetached) = scan?.take(bytes) ?? (bytes, false)
                if !rest.isEmpty { try await process.write(rest) }
                if isDetached { return .detached }
            }
            try Task.checkCancellation()
            if console.isTyped { return .hungUp }
            if tellsEndOfInput { try await process.endInput() }
        } catch EngineError.connectionClosed {
            // The process may end before it has read everything.
        }
        return nil
    }

    /// Tells the process's terminal its size. It may be there only a moment after the process was started.
    private func report(_ size: TerminalSize, _ resize: (TerminalSize) async throws -> Void) async throws {
        for attempt in 1...10 {
            do {
                return try await resize(size)
            } catch is EngineError {
                try await clock.sleep(for: .milliseconds(10 * attempt))
            }
        }
    }
}
