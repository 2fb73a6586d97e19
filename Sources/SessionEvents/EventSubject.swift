/// What an event is about, so that nobody has to read a text to learn it.
///
/// Names are plain strings, since this layer knows neither Compose nor Docker.
package struct EventSubject: Sendable, Hashable, Encodable {
    /// The kind of thing that it is.
    package enum Kind: String, Sendable, Hashable, Encodable {
        case session, project, service, container, network, volume, image, model, engine
    }

    /// The kind of thing that it is.
    package var kind: Kind
    /// Its name, such as `hq-backend-1`; of a session, its verb; of an engine, its endpoint or nothing.
    package var name: String
    /// The service that it belongs to, if it belongs to one.
    package var service: String?
    /// The number of the container among those of its service, from 1; `nil` for what is no container, or where it is not
    /// known.
    package var number: Int?

    /// Names a subject.
    package init(_ kind: Kind, _ name: String, service: String? = nil, number: Int? = nil) {
        self.kind = kind
        self.name = name
        self.service = service
        self.number = number
    }

    /// A service.
    package static func service(_ name: String) -> EventSubject { EventSubject(.service, name, service: name) }

    /// A container.
    package static func container(_ name: String, of service: String?, number: Int? = nil) -> EventSubject {
        EventSubject(.container, name, service: service, number: number)
    }

    /// The image of a service.
    package static func image(_ reference: String, of service: String? = nil) -> EventSubject {
        EventSubject(.image, reference, service: service)
    }

    /// The engine.
    package static let engine = EventSubject(.engine, "")
}
