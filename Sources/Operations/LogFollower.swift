package import ComposeModel
import EngineAPI
package import EngineClient
import Reconciliation
package import SessionEvents

/// Follows the output of a project's containers, those that start later included.
package struct LogFollower: Sendable {
    private let project: ProjectName
    private let services: Set<ServiceName>
    private let client: EngineClient
    private let events: any SessionEventSink
    private let showsTime: Bool

    /// Where following begins in containers that run already.
    package enum Beginning: Sendable, Hashable {
        /// With the first line.
        case beginning
        /// With the last so many lines.
        case tail(Int)
    }

    /// Creates a follower.
    ///
    /// - Parameter services: those that are followed; empty means all.
    package init(
        project: ProjectName,
        services: Set<ServiceName>,
        client: EngineClient,
        events: any SessionEventSink,
        showsTime: Bool = false
    ) {
        self.project = project
        self.services = services
        self.client = client
        self.events = events
        self.showsTime = showsTime
    }

    /// Follows as long as `body` runs, then shows what is left of the output of containers that ended.
    ///
    /// When `body` begins, the engine's events are being listened to: the output of whatever it starts is shown from its
    /// first line.
    ///
    /// - Parameter beginning: where to begin in containers that are there already; `nil` is with what comes.
    /// - Throws: what `body` throws, `EngineError`, `CancellationError`.
    package func follow<Value: Sendable>(
        from beginning: Beginning,
        while body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let label = QueryFilters.label(ComposeLabel.project, project.rawValue)
        let stream = try await client.events(
            filters: label.and(["type": ["container"], "event": ["start", "die"]])
        )
        let present = try await client.containers(all: true, filters: label).sorted { $0.name < $1.name }
        return try await withThrowingTaskGroup(of: Void.self) { followers in
            for container in present where isFollowed(container.labels) {
                var options = EngineClient.LogOptions(follow: container.state == .running)
                if case .tail(let count) = beginning { options.tail = count }
                follow(container.id, name: container.name, options, in: &followers)
            }
            let (signals, continuation) = AsyncStream<EngineEvent>.makeStream(bufferingPolicy: .bufferingOldest(4_096))
            async let outcome = pump(stream, into: continuation, while: body)
            for await event in signals { handle(event, in: &followers) }
            let value = try await outcome
            // What ended containers wrote last is still to be shown.
            try await followers.waitForAll()
            return value
        }
    }

    /// Hands the engine's events on as long as `body` runs.
    private func pump<Value: Sendable>(
        _ stream: EngineEvents,
        into continuation: AsyncStream<EngineEvent>.Continuation,
        while body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        defer { continuation.finish() }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for try await event in stream {
                    if case .dropped = continuation.yield(event) {
                        events.emit(.warning("too much happens at once: some containers' output is not shown"))
                    }
                }
                return nil
            }
            defer { group.cancelAll() }
            while let next = try await group.next() {
                if let value = next { return value }
            }
            throw CancellationError()
        }
    }

    private func handle(_ event: EngineEvent, in group: inout ThrowingTaskGroup<Void, any Error>) {
        let attributes = event.actor.attributes
        guard let id = event.container, isFollowed(attributes) else { return }
        let name = attributes["name"] ?? id.shortForm
        if event.action == .start {
            follow(id, name: name, .init(follow: true), isNewStart: true, in: &group)
        } else {
            let source = Logs.source(of: name, in: project)
            events.emit(.notice("\(source) exited with code \(event.exitCode ?? 0)"))
        }
    }

    private func isFollowed(_ labels: [String: String]) -> Bool {
        guard labels[ComposeLabel.oneOff] != "True" else { return false }
        return services.isEmpty || services.contains(ServiceName(labels[ComposeLabel.service] ?? ""))
    }

    private func follow(
        _ container: ContainerID,
        name: String,
        _ options: EngineClient.LogOptions,
        isNewStart: Bool = false,
        in group: inout ThrowingTaskGroup<Void, any Error>
    ) {
        group.addTask {
            do {
                var options = options
                if isNewStart {
                    // The event of a start comes after the first lines: what counts is the end of the run before.
                    let state = try await client.inspectContainer(container).state
                    if state.finishedAt.seconds > 0 { options.since = state.finishedAt }
                }
                let lines = try await ContainerLines(
                    of: container,
                    source: Logs.source(of: name, in: project),
                    client: client,
                    options: options
                )
                for try await element in lines { events.emit(.log(element.shown(withTime: showsTime))) }
            } catch EngineError.notFound {
                // It was removed before its output could be opened.
                return
            }
        }
    }
}
