/// Where text goes.
package enum OutputChannel: Sendable, Hashable {
    /// What was asked for, such as a table or log lines: standard output.
    case data
    /// Progress, warnings and errors: standard error.
    case report
}

/// Takes text for the terminal.
///
/// - Ownership: may be called from any thread; one call's text is never mixed with another's.
package protocol TextOutput: Sendable {
    /// Writes text as it is; the caller adds line breaks.
    func write(_ text: String, to channel: OutputChannel)
}
