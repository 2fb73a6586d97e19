#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An event with its place in the session: stamped in one place, never by those who emit.
package struct StampedEvent: Sendable, Hashable {
    /// The version of the JSON form.
    package static let version = 1

    /// The event's number in its session, from 1, without gaps.
    package var sequence: Int
    /// The wall clock when it was taken, as time since 1970-01-01T00:00:00Z.
    package var time: Duration
    /// From the session's begin until it was taken, by a clock that is never set.
    package var elapsed: Duration
    /// What it is about.
    package var subject: EventSubject
    /// The step that it belongs to, if it belongs to one.
    package var step: StepReference?
    /// What happened.
    package var action: EventAction

    /// Stamps an event.
    package init(
        sequence: Int,
        time: Duration,
        elapsed: Duration,
        subject: EventSubject,
        step: StepReference? = nil,
        action: EventAction
    ) {
        self.sequence = sequence
        self.time = time
        self.elapsed = elapsed
        self.subject = subject
        self.step = step
        self.action = action
    }
}

extension StampedEvent: Encodable {
    private enum Key: String, CodingKey {
        case version, sequence, time, elapsed, subject, step, event
    }

    /// Writes the event as `docs/Events.md` describes it: what all events have, the name of what happened under `event`, and
    /// its values under that name.
    ///
    /// - Throws: `EncodingError`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(Self.version, forKey: .version)
        try container.encode(sequence, forKey: .sequence)
        let (seconds, attoseconds) = time.components
        let date = Date(timeIntervalSince1970: Double(seconds) + Double(attoseconds) / 1e18)
        try container.encode(date.formatted(Self.timeFormat), forKey: .time)
        try container.encode(Seconds(elapsed), forKey: .elapsed)
        try container.encode(subject, forKey: .subject)
        try container.encodeIfPresent(step, forKey: .step)
        try container.encode(action.name, forKey: .event)
        try action.encode(to: encoder)
    }

    private static let timeFormat = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// The JSON form, one line without its line break.
    ///
    /// - Throws: `EncodingError`.
    package var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}

extension EventAction {
    /// The case's name.
    package var name: String { Mirror(reflecting: self).children.first?.label ?? "\(self)" }
}
