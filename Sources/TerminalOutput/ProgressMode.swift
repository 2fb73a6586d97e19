package import SessionEvents

/// How progress is shown (`--progress`).
package enum ProgressMode: String, Sendable, CaseIterable {
    /// Redrawn in place on a terminal, plain lines elsewhere.
    case auto
    /// Redrawn in place.
    case tty
    /// One line for each thing that is done.
    case plain
    /// One JSON object for each event.
    case json
    /// Only warnings and failures.
    case quiet

    /// The reporter that shows events in this mode.
    ///
    /// - Parameters:
    ///   - style: how they are shown; whether with colours is for the traits to say.
    ///   - logs: how log lines are written; they are data and shown in every mode.
    package func reporter(
        to output: any TextOutput,
        traits: TerminalTraits,
        style: ReportStyle = ReportStyle(),
        logs: LogFormatter
    ) -> any SessionReporter {
        var style = style
        style.isColoured = traits.coloursReport
        return switch self {
        case .auto where traits.redrawsReport, .tty:
            InteractiveReporter(output: output, traits: traits, style: style, logs: logs)
        case .auto, .plain: PlainReporter(output: output, style: style, logs: logs)
        case .json: JSONReporter(output: output, style: style, logs: logs)
        case .quiet: PlainReporter(output: output, scope: .trouble, style: style, logs: logs)
        }
    }
}

/// Shows a session's events.
package protocol SessionReporter: EventListener {
    /// Tells when something begins that shows passing time, so that ``tick()`` is to be called; `nil` where nothing ever
    /// does. For one reader.
    var beginnings: AsyncStream<Void>? { get }
    /// Redraws what shows passing time; called about twenty times a second while there is
    /// something.
    ///
    /// - Returns: whether there is.
    @discardableResult func tick() -> Bool
    /// Leaves the terminal as a shell expects it; called once, when the verb is over.
    func finish()
}

extension SessionReporter {
    /// Nothing shows passing time.
    package var beginnings: AsyncStream<Void>? { nil }
    /// Does nothing.
    @discardableResult package func tick() -> Bool { false }
    /// Does nothing.
    package func finish() {}
}
