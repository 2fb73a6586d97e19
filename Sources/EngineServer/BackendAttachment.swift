package import EngineAPI

/// A connection to the main process of a container.
package struct BackendAttachment: Sendable {
    /// What the process writes, to its end.
    package var output: BackendStream<LogFrame>
    /// Whether the process has a terminal: its output then has no frames.
    package var isTerminal: Bool
    /// Takes what the client sends for standard input; `nil` is the end of it.
    package var input: @Sendable ([UInt8]?) async throws -> Void

    /// Creates a connection.
    package init(
        output: BackendStream<LogFrame>,
        isTerminal: Bool,
        input: @escaping @Sendable ([UInt8]?) async throws -> Void
    ) {
        self.output = output
        self.isTerminal = isTerminal
        self.input = input
    }
}
