import Synchronization
package import SessionEvents

/// Puts the name of its container before each log line, as docker compose does.
///
/// - Shape: `web-1  | text`; the names are padded to the longest one known so far.
package final class LogFormatter: Sendable {
    private struct State {
        var width: Int
        var colours: [String: TextStyle] = [:]
    }

    private static let palette: [TextStyle] = [.cyan, .yellow, .green, .magenta, .blue]
    private let state: Mutex<State>
    private let showsPrefix: Bool
    private let isColoured: Bool

    /// Creates a formatter.
    ///
    /// - Parameters:
    ///   - sources: the names known in advance, so that the first lines are aligned with the later ones.
    ///   - showsPrefix: whether names are shown at all.
    ///   - isColoured: whether each name has a colour of its own.
    package init(sources: [String] = [], showsPrefix: Bool = true, isColoured: Bool) {
        self.showsPrefix = showsPrefix
        self.isColoured = isColoured
        state = Mutex(State(width: sources.map(\.count).max() ?? 0))
        for source in sources { _ = prefix(for: source) }
    }

    /// The line with its prefix and a line break.
    package func text(for line: LogLine) -> String {
        (showsPrefix ? prefix(for: line.source) : "") + line.text + "\n"
    }

    private func prefix(for source: String) -> String {
        let (width, style) = state.withLock { state in
            state.width = max(state.width, source.count)
            let next = Self.palette[state.colours.count % Self.palette.count]
            let style = state.colours[source, default: next]
            state.colours[source] = style
            return (state.width, style)
        }
        let padding = String(repeating: " ", count: width - source.count)
        return style.applied(to: "\(source)\(padding)  |", when: isColoured) + " "
    }
}
