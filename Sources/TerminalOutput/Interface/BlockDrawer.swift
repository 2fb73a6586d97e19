/// Keeps a block of lines below everything else that is written to a terminal.
///
/// The cursor rests at the beginning of the block. So whatever the terminal makes of the block when its size changes, all of it
/// is behind the cursor, and one sequence removes it; what stands above is never touched, and scrolls as ever.
struct BlockDrawer {
    private var drawn: [String] = []

    /// Removes the block.
    ///
    /// - Returns: what is to be written for it.
    mutating func erasure() -> String {
        defer { drawn = [] }
        return drawn.isEmpty ? "" : "\r\u{1B}[J"
    }

    /// Draws a block where there is none.
    ///
    /// - Parameter lines: without line breaks; none may be longer than the terminal is wide.
    /// - Returns: what is to be written for it.
    mutating func drawing(of lines: [String]) -> String {
        drawn = lines
        guard !lines.isEmpty else { return "" }
        // Where the terminal has just become narrower, a line must not be broken into two.
        let up = lines.count > 1 ? "\u{1B}[\(lines.count - 1)A" : ""
        return "\u{1B}[?7l" + lines.joined(separator: "\n") + "\u{1B}[?7h\r" + up
    }

    /// Whether the block has to be drawn anew to show these lines.
    func differs(from lines: [String]) -> Bool { drawn != lines }

    /// Takes the block for changed: the terminal may have done something to it.
    mutating func forget() { if !drawn.isEmpty { drawn = [""] } }
}
