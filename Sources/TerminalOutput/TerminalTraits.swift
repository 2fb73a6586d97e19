/// Whether control sequences are written (`--ansi`).
package enum AnsiMode: String, Sendable, CaseIterable {
    /// When the stream is a terminal and the environment does not object.
    case auto
    /// Never.
    case never
    /// Always.
    case always
}

/// What the two streams can show.
package struct TerminalTraits: Sendable, Hashable {
    /// Whether data is shown to somebody at a terminal.
    package var dataIsTerminal: Bool
    /// Whether data may be coloured.
    package var coloursData: Bool
    /// Whether reports may be coloured.
    package var coloursReport: Bool
    /// Whether data may be redrawn in place.
    package var redrawsData: Bool
    /// Whether reports may be redrawn in place.
    package var redrawsReport: Bool
    /// The terminal's width in columns; `nil` when nothing is a terminal.
    package var width: Int?
    /// The terminal's height in lines; `nil` when nothing is a terminal.
    package var height: Int?
    /// Whether data and reports go to one terminal.
    package var hasOneScreen: Bool
    /// Whether keys are read from that terminal, so that somebody can be offered some.
    package var hasKeys: Bool

    /// Decides what is shown how.
    ///
    /// - Parameters:
    ///   - inputIsTerminal: whether standard input is the terminal, and this process the one that may read it.
    ///   - width: the terminal's, in columns.
    ///   - height: the terminal's, in lines.
    /// - Source: no-color.org for `NO_COLOR`; docker compose for `--ansi`.
    package init(
        dataIsTerminal: Bool,
        reportIsTerminal: Bool,
        inputIsTerminal: Bool = false,
        width: Int?,
        height: Int? = nil,
        environment: [String: String],
        ansi: AnsiMode
    ) {
        let objects = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        let forced = !(environment["CLICOLOR_FORCE"] ?? "").isEmpty
        func colours(_ isTerminal: Bool) -> Bool {
            switch ansi {
            case .never: false
            case .always: true
            case .auto: !objects && (isTerminal || forced)
            }
        }
        self.dataIsTerminal = dataIsTerminal
        coloursData = colours(dataIsTerminal)
        coloursReport = colours(reportIsTerminal)
        let canRedraw = ansi != .never && environment["TERM"] != "dumb"
        redrawsData = dataIsTerminal && canRedraw
        redrawsReport = reportIsTerminal && canRedraw
        hasOneScreen = dataIsTerminal && redrawsReport
        hasKeys = hasOneScreen && inputIsTerminal
        self.width = width
        self.height = height
    }
}
