/// What connects a command in a container with the caller: a terminal, or files and pipes.
package struct Console: Sendable {
    /// Pieces of what the caller types, taken one by one; ends when there is no more.
    package var input: AsyncStream<[UInt8]>
    /// Whether each key goes to the command at once, so that the input's end is the terminal's: it went away.
    package var isTyped: Bool
    /// The sizes that the caller's terminal takes, the current one first; empty without a terminal.
    package var sizes: AsyncStream<TerminalSize>
    /// Takes what the command writes; `true` is standard error.
    package var output: @Sendable ([UInt8], Bool) -> Void

    /// Creates a console.
    package init(
        input: AsyncStream<[UInt8]>,
        isTyped: Bool = false,
        sizes: AsyncStream<TerminalSize>,
        output: @escaping @Sendable ([UInt8], Bool) -> Void
    ) {
        self.input = input
        self.isTyped = isTyped
        self.sizes = sizes
        self.output = output
    }
}
