/// A time span as events carry it.
///
/// - Shape: its JSON form is a number of seconds, exact to the microsecond.
package struct Seconds: Sendable, Hashable, Encodable {
    /// The time span.
    package var duration: Duration

    /// Takes a time span.
    package init(_ duration: Duration) { self.duration = duration }

    /// Writes the number of seconds.
    ///
    /// - Throws: `EncodingError`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        let (seconds, attoseconds) = duration.components
        try container.encode(Double(seconds * 1_000_000 + attoseconds / 1_000_000_000_000) / 1_000_000)
    }
}
