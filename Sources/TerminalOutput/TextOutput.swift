/// Where text goes.
package enum OutputChannel: Sendable, Hashable {
    /// What was asked for, such as a table or log lines: standard output.
    case data
    /// Progress, warnings and errors: standard error.
    case report
}

/// Takes bytes and text for the terminal.
///
/// - Ownership: may be called from any thread; one call's bytes are never mixed with another's.
package protocol TextOutput: Sendable {
    /// Writes bytes as they are; the caller adds line breaks.
    func write(_ bytes: [UInt8], to channel: OutputChannel)
    /// Why data could not be written; `nil` while all could. What comes after a failure is not written.
    var failure: OutputFailure? { get }
    /// The failure as soon as there is one; ends without one where none can be. One iteration only.
    var failures: AsyncStream<OutputFailure> { get }
}

extension TextOutput {
    /// Writes text.
    package func write(_ text: String, to channel: OutputChannel) { write(Array(text.utf8), to: channel) }
    /// None.
    package var failure: OutputFailure? { nil }
    /// None.
    package var failures: AsyncStream<OutputFailure> { AsyncStream { $0.finish() } }
}
