package import EngineAPI
package import EngineServer
import OrderedCollections
import Synchronization

extension ScriptedStore {
    package func version() async throws -> EngineVersion {
        switch product {
        case .docker(let apiVersion):
            var version = EngineVersion(version: "20.10.24", apiVersion: apiVersion)
            version.os = "linux"
            return version
        case .podman:
            var version = EngineVersion(version: "4.3.1", apiVersion: APIVersion(major: 1, minor: 41))
            version.os = "linux"
            version.components = [.init(name: "Podman Engine", version: "4.3.1")]
            return version
        }
    }

    package func information() async throws -> SystemInformation {
        try await reach(.information)
        var information = SystemInformation()
        information.id = "scripted"
        information.name = "scripted"
        information.serverVersion = "20.10.24"
        information.osType = "linux"
        if state.withLock(\.keepsImagesInContainerd) {
            information.driverStatus = [["driver-type", "io.containerd.snapshotter.v1"]]
        }
        return information
    }

    package func events(_ query: EventQuery) async throws -> BackendStream<EngineEvent> {
        try await reach(.events)
        try Self.check(query.filters, known: ["container", "event", "label", "type"])
        guard query.since == nil, query.until == nil else {
            throw BackendError.notImplemented("events of another time than the present are not kept")
        }
        let (stream, continuation) = BackendStream<EngineEvent>.makeStream()
        let id = state.withLock { state in
            let id = state.nextSerial()
            state.subscribers[id] = Subscriber(query: query, continuation: continuation)
            return id
        }
        continuation.onTermination = { [weak self] _ in self?.afterwards { $0.subscribers[id] = nil } }
        return stream
    }

    /// Ends the streams of those who listen to events in good order, as an engine does that is shut down.
    package func endEvents() {
        state.withLock { state in
            for subscriber in state.subscribers.values { subscriber.continuation.finish() }
            state.subscribers = [:]
        }
    }

    /// Lets it keep its images in containerd from now on.
    package func keepImagesInContainerd() { state.withLock { $0.keepsImagesInContainerd = true } }

    /// How many listen to events now.
    package var listenerCount: Int { state.withLock(\.subscribers.count) }
}

extension ScriptedStore.State {
    /// Tells listeners what has happened to a container.
    mutating func emit(
        _ action: EngineEvent.Action,
        of container: ScriptedStore.Container,
        _ attributes: [String: String] = [:]
    ) {
        var all = container.inspection.config.labels.merging(attributes) { $1 }
        all["name"] = container.inspection.name
        all["image"] = container.inspection.config.image
        emit(action, .container, id: container.inspection.id.rawValue, all)
    }

    /// Tells listeners what has happened.
    mutating func emit(
        _ action: EngineEvent.Action,
        _ type: EngineEvent.ObjectType,
        id: String,
        _ attributes: [String: String]
    ) {
        let event = EngineEvent(
            type: type,
            action: action,
            actor: .init(id: id, attributes: attributes),
            timeNano: now().seconds * 1_000_000_000
        )
        for subscriber in subscribers.values where matches(event, subscriber.query.filters) {
            subscriber.continuation.yield(event)
        }
    }

    /// The name of what happened by which filters know it.
    private func filteredName(of action: EngineEvent.Action) -> String {
        let name = action.description
        return namesEventsLikePodman ? EngineEvent.Action.podmanNames[name] ?? name : name
    }

    private func matches(_ event: EngineEvent, _ filters: QueryFilters) -> Bool {
        filters.values.allSatisfy { key, values in
            switch key {
            case "type": values.contains(event.type.rawValue)
            case "container":
                values.contains { event.actor.id.hasPrefix($0) || event.actor.attributes["name"] == $0 }
            case "label": values.allSatisfy { ScriptedStore.hasLabel($0, event.actor.attributes) }
            case "event": values.contains { filteredName(of: event.action).hasPrefix($0) }
            default: false
            }
        }
    }
}
