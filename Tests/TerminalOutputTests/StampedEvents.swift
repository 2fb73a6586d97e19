import SessionEvents
import TerminalOutput

extension StampedEvent {
    /// Something that happened in the first second of a session.
    init(_ action: EventAction, about subject: EventSubject = EventSubject(.project, "hq")) {
        self.init(sequence: 1, time: .zero, elapsed: .seconds(1), subject: subject, action: action)
    }

    /// What happened to the container of a service.
    static func container(_ name: String, _ action: EventAction) -> StampedEvent {
        StampedEvent(action, about: .container(name, of: "db", number: 1))
    }

    /// What happened to a service.
    static func service(_ name: String, _ action: EventAction) -> StampedEvent {
        StampedEvent(action, about: .service(name))
    }

    /// What happened to the image of a service.
    static func image(_ reference: String, of service: String? = nil, _ action: EventAction) -> StampedEvent {
        StampedEvent(action, about: .image(reference, of: service))
    }
}
