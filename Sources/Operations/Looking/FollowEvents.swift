package import ComposeModel
package import EngineAPI
import EngineClient
import SessionEvents

/// Something that happened to a project's container.
package struct ContainerEvent: Sendable, Hashable {
    /// When.
    package var time: EngineTimestamp
    /// The service.
    package var service: ServiceName?
    /// The container.
    package var container: ContainerID
    /// What.
    package var action: EngineEvent.Action
    /// What else the engine says of it, and the container's own labels.
    package var attributes: [String: String]

    /// Describes an event.
    package init(
        time: EngineTimestamp,
        service: ServiceName?,
        container: ContainerID,
        action: EngineEvent.Action,
        attributes: [String: String]
    ) {
        self.time = time
        self.service = service
        self.container = container
        self.action = action
        self.attributes = attributes
    }
}

/// Tells what happens to a project's containers, but those of single commands.
package struct FollowEvents: Sendable {
    private let session: Session
    private let options: Options

    /// What is told of.
    package struct Options: Sendable, Hashable {
        /// The services; empty means all.
        package var services: Set<ServiceName> = []
        /// Since when; `nil` is now.
        package var since: EngineTimestamp?
        /// Until when; `nil` is for ever.
        package var until: EngineTimestamp?

        /// Creates options that tell of everything from now on.
        package init() {}
    }

    /// Creates the operation.
    package init(_ session: Session, options: Options) {
        self.session = session
        self.options = options
    }

    /// Tells of one event after the other.
    ///
    /// - Throws: `EngineError`, `CancellationError`. Without an end it ends only by these.
    package func run(_ tell: (ContainerEvent) -> Void) async throws {
        let events = try await session.client.events(
            filters: session.ownObjects.and(["type": ["container"]]),
            since: options.since,
            until: options.until,
            isOver: options.until.map { $0 <= EngineTimestamp(sinceEpoch: session.wallClock.now) } ?? false
        )
        for try await event in events {
            if let event = Self.event(event, of: options.services) { tell(event) }
        }
    }

    /// What is told of an engine's event; `nil` for what is not told of.
    ///
    /// - Parameter services: empty means all.
    static func event(_ event: EngineEvent, of services: Set<ServiceName>) -> ContainerEvent? {
        let labels = ComposeLabels(event.actor.attributes)
        guard let container = event.container, !labels.isOneOff, labels.belongs(toAnyOf: services) else { return nil }
        return ContainerEvent(
            time: event.timestamp,
            service: labels.service,
            container: container,
            action: event.action,
            attributes: labels.foreign
        )
    }
}
