import Operations
import Synchronization

/// What a command in a container wrote to its caller, in order: `out text`, `err text`.
final class RecordedConsole: Sendable {
    private let state = Mutex<[String]>([])

    var all: [String] { state.withLock(\.self) }

    /// What was written to standard output, as one text.
    var output: String { all.filter { $0.hasPrefix("out ") }.map { $0.dropFirst(4) }.joined() }

    /// A console at which all has been typed that will be.
    func console(input: [String] = [], sizes: [TerminalSize] = []) -> Console {
        console(typing: Self.stream(input.map { Array($0.utf8) }), sizes: Self.stream(sizes))
    }

    /// A console at which somebody may go on typing.
    func console(typing input: AsyncStream<[UInt8]>, sizes: AsyncStream<TerminalSize>? = nil) -> Console {
        Console(input: input, sizes: sizes ?? Self.stream([])) { bytes, isError in
            let text = String(decoding: bytes, as: UTF8.self)
            self.state.withLock { $0.append("\(isError ? "err" : "out") \(text)") }
        }
    }

    private static func stream<Element: Sendable>(_ elements: [Element]) -> AsyncStream<Element> {
        let (stream, continuation) = AsyncStream.makeStream(of: Element.self)
        for element in elements { continuation.yield(element) }
        continuation.finish()
        return stream
    }
}
