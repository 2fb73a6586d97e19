package import SessionEvents
import Synchronization

/// Puts the name of its container before each log line, as docker compose does.
///
/// - Shape: `web-1  | text`; the names are padded to the longest one known so far. A line that comes in parts has one
///   prefix and one line break; if another line comes in between, it is broken there and goes on behind a new prefix.
package final class LogFormatter: Sendable {
    private struct State {
        var width = 0
        var colours: [String: TextStyle] = [:]
        /// Whose line is not finished on a channel.
        var open: [OutputChannel: Origin] = [:]
    }

    private struct Origin: Hashable {
        var source: String
        var stream: LogLine.Stream
    }

    private static let palette: [TextStyle] = [.cyan, .yellow, .green, .magenta, .blue]
    private let state: Mutex<State>
    private let showsPrefix: Bool
    private let isColoured: Bool
    private let separatesErrors: Bool

    /// Creates a formatter.
    ///
    /// - Parameters:
    ///   - showsPrefix: whether names are shown at all.
    ///   - isColoured: whether each name has a colour of its own.
    ///   - separatesErrors: whether what containers write to standard error goes there, too.
    package init(
        showsPrefix: Bool = true,
        isColoured: Bool,
        separatesErrors: Bool = true
    ) {
        self.showsPrefix = showsPrefix
        self.isColoured = isColoured
        self.separatesErrors = separatesErrors
        state = Mutex(State())
    }

    /// Aligns lines from now on with those of sources that have not written anything yet.
    package func expect(_ sources: [String]) {
        state.withLock { state in
            state.width = max(state.width, sources.map(\.count).max() ?? 0)
            for source in sources { _ = prefix(for: source, &state) }
        }
    }

    /// Writes the line, or the part of one, with what belongs around it.
    package func write(_ line: LogLine, to output: any TextOutput) {
        let channel: OutputChannel = separatesErrors && line.stream == .error ? .report : .data
        // Written behind the lock, so that what is written comes in the order in which it was decided upon.
        state.withLock { state in output.write(bytes(for: line, on: channel, &state), to: channel) }
    }

    /// Writes a line that no container wrote among the data; a line that is not finished there is broken.
    package func write(own line: String, to output: any TextOutput) {
        state.withLock { state in
            let isLineOpen = state.open.removeValue(forKey: .data) != nil
            output.write((isLineOpen ? "\n" : "") + line + "\n", to: .data)
        }
    }

    /// Whether a line is not finished on a channel.
    package func isLineOpen(on channel: OutputChannel) -> Bool { state.withLock { $0.open[channel] != nil } }

    private func bytes(for line: LogLine, on channel: OutputChannel, _ state: inout State) -> [UInt8] {
        let origin = Origin(source: line.source, stream: line.stream)
        let endsLine = line.part == .whole || line.part == .end
        let goesOn = state.open[channel] == origin && (line.part == .middle || line.part == .end)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(line.bytes.count + 64)
        if state.open[channel] != nil && !goesOn { bytes.append(UInt8(ascii: "\n")) }
        if showsPrefix && !goesOn { bytes += prefix(for: line.source, &state).utf8 }
        bytes += line.bytes
        if endsLine { bytes.append(UInt8(ascii: "\n")) }
        state.open[channel] = endsLine ? nil : origin
        return bytes
    }

    private func prefix(for source: String, _ state: inout State) -> String {
        state.width = max(state.width, source.count)
        let next = Self.palette[state.colours.count % Self.palette.count]
        let style = state.colours[source, default: next]
        state.colours[source] = style
        let padding = String(repeating: " ", count: state.width - source.count)
        return style.applied(to: "\(source)\(padding)  |", when: isColoured) + " "
    }
}
