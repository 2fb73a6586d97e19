import CLibrary
import ComposeModel
import EngineAPI
import Operations
import TerminalOutput

/// What happened to a container as a line.
///
/// - Source: docker compose's `events`.
struct ContainerEventLine {
    private let event: ContainerEvent

    /// Puts an event into words.
    init(_ event: ContainerEvent) { self.event = event }

    /// For people: `2026-01-31 12:00:00.000000 container start 8f1c… (image=web, name=shop-web-1)`, in the machine's time.
    var text: String {
        let attributes = event.attributes.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: ", ")
        return "\(Self.local(event.time)) container \(event.action) \(event.container) (\(attributes))"
    }

    /// An object with the members that docker compose gives it.
    var json: String {
        let attributes = event.attributes.sorted { $0.key < $1.key }
        return TemplateValue.record([
            ("action", .text(event.action.description)),
            ("attributes", .record(attributes.map { ($0.key, .text($0.value)) })),
            ("id", .text(event.container.rawValue)), ("service", .text(event.service?.rawValue ?? "")),
            ("time", .text(event.time.description)), ("type", .text("container")),
        ])
        .json
    }

    private static func local(_ instant: EngineTimestamp) -> String {
        var seconds = time_t(instant.seconds)
        var broken = tm()
        guard localtime_r(&seconds, &broken) != nil else { return instant.description }
        func padded(_ number: some BinaryInteger, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date = "\(padded(broken.tm_year + 1900, 4))-\(padded(broken.tm_mon + 1, 2))-\(padded(broken.tm_mday, 2))"
        let clock = "\(padded(broken.tm_hour, 2)):\(padded(broken.tm_min, 2)):\(padded(broken.tm_sec, 2))"
        return "\(date) \(clock).\(padded(instant.nanoseconds / 1_000, 6))"
    }
}
