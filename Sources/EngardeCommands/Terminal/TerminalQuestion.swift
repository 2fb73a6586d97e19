import CLibrary
import Dispatch
import Operations
import TerminalOutput

/// Asks the person at this process's terminal.
struct TerminalQuestion: Confirmation {
    /// Whether somebody reads what is written and can answer.
    static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    func confirm(_ question: String) async -> Bool {
        StandardStreams().write("\(question) [y/N] ", to: .report)
        let (input, continuation) = AsyncStream<[UInt8]>.makeStream(bufferingPolicy: .bufferingOldest(64))
        // No thread waits for keys that never come, so that Ctrl-C still works.
        let source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .global())
        source.setEventHandler { @Sendable in
            var buffer = [UInt8](repeating: 0, count: 256)
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count > 0 {
                continuation.yield(Array(buffer[..<count]))
            } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
                continuation.finish()
            }
        }
        source.resume()
        defer { source.cancel() }
        var line: [UInt8] = []
        for await bytes in input {
            line += bytes
            if bytes.contains(UInt8(ascii: "\n")) { break }
        }
        // Nothing was typed: what follows begins on a line of its own.
        if !line.contains(UInt8(ascii: "\n")) { StandardStreams().write("\n", to: .report) }
        return Self.isYes(String(decoding: line, as: UTF8.self))
    }

    /// Whether an answer means yes: `y` or `yes`, in whatever case.
    static func isYes(_ answer: String) -> Bool {
        let word = answer.prefix { !$0.isNewline }.filter { !$0.isWhitespace }.lowercased()
        return word == "y" || word == "yes"
    }
}
