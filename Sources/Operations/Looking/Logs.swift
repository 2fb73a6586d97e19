package import ComposeModel
package import Diagnostics
package import EngineAPI
import EngineClient
import Reconciliation
import SessionEvents

/// Shows what services wrote, and with `follow` what they write.
package struct Logs: Sendable {
    private let session: Session
    private let options: Options

    /// What is shown.
    package struct Options: Sendable, Hashable {
        /// The services; empty means all.
        package var services: Set<ServiceName> = []
        /// Whether new lines are shown as they come.
        package var follows = false
        /// How many of the last lines of each container are shown; `nil` is all.
        package var tail: Int?
        /// Which of a service's containers is shown, from 1; `nil` is all.
        package var index: Int?
        /// From when on lines are shown; `nil` is from the beginning.
        package var since: EngineTimestamp?
        /// Until when lines are shown; `nil` is to the end.
        package var until: EngineTimestamp?
        /// Whether each line begins with its time.
        package var showsTime = false

        /// Creates options that show everything once.
        package init() {}
    }

    /// Creates the operation.
    package init(_ session: Session, options: Options) {
        self.session = session
        self.options = options
    }

    private var events: any SessionEventSink { session.events }

    /// Why there is nothing to show.
    package enum Failure: Error, Hashable, CustomStringConvertible {
        /// No service that is shown has a container of this number.
        case noSuchIndex(Int)

        /// The failure's sentence.
        package var description: String {
            switch self {
            case .noSuchIndex(let index): "there is no container number \(index)"
            }
        }
    }

    /// The names under which the lines of the containers are shown.
    ///
    /// - Throws: ``Failure``, `EngineError`.
    package func sources() async throws -> [String] {
        let containers = try await containers()
        if let index = options.index, containers.isEmpty, !options.follows { throw Failure.noSuchIndex(index) }
        return containers.map { source(of: $0.name) }
    }

    /// Shows the lines: those of all containers in the order of their times, then, when following, the new ones.
    ///
    /// - Throws: `EngineError`, `CancellationError`. Following ends only by cancellation, or with the last container.
    package func run() async throws {
        guard options.follows else { return try await showOnce() }
        var follower = LogFollower(
            session,
            services: options.services,
            showsTime: options.showsTime
        )
        follower.index = options.index
        follower.since = options.since
        follower.until = options.until
        let running = RunningServices(session: session)
        let services = options.services
        try await follower.follow(from: options.tail.map { .tail($0) } ?? .beginning) {
            try await running.waitUntilNoneRuns(of: services)
        }
    }

    private func showOnce() async throws {
        var outputs: [(container: EventSubject, lines: ContainerLines.Iterator)] = []
        let containers = try await containers()
        let hasTimes = try await needsTimes(containers)
        for container in containers where options.tail != 0 {
            let subject = EventSubject.container(container)
            let lines: ContainerLines? = try await reading(subject) {
                try await ContainerLines(
                    of: container.id,
                    client: session.client,
                    options: .init(since: options.since, until: options.until),
                    from: try await LogTail.find(options.tail, of: container.id, client: session.client),
                    hasTimes: hasTimes
                )
            }
            if let lines { outputs.append((subject, lines.makeAsyncIterator())) }
        }
        var heads: [LogLineSplitter.Piece?] = []
        for index in outputs.indices { heads.append(try await next(of: &outputs[index])) }
        while true {
            var earliest: Int?
            for (index, head) in heads.enumerated() {
                guard let head else { continue }
                if let best = earliest, let other = heads[best], other.time <= head.time { continue }
                earliest = index
            }
            guard let index = earliest else { return }
            // A line that comes in parts is shown to its end.
            while let head = heads[index] {
                let container = outputs[index].container
                let line = head.line(from: source(of: container.name), showingTime: options.showsTime)
                events.emit(.logged(line: line), about: container)
                heads[index] = try await next(of: &outputs[index])
                if head.part == .whole || head.part == .end { break }
            }
        }
    }

    /// The next piece of a container's output; `nil` when there is no more, or it cannot be read.
    private func next(
        of output: inout (container: EventSubject, lines: ContainerLines.Iterator)
    ) async throws -> LogLineSplitter.Piece? {
        try await reading(output.container) { try await output.lines.next() }
    }

    /// What is read of a container's output; `nil` where it cannot be read, which is said, or where it was removed meanwhile
    /// or is just being removed.
    private func reading<Value>(
        _ container: EventSubject,
        _ read: () async throws -> Value?
    ) async throws -> Value? {
        do {
            return try await read()
        } catch EngineError.rejected(_, _, let message) {
            events.emit(Self.unreadable(container, source(of: container.name), because: message))
            return nil
        } catch EngineError.notFound, EngineError.conflict {
            return nil
        }
    }

    /// Whether lines are ordered by their times, or have to be told apart by them, as where the driver is not the usual one.
    private func needsTimes(_ containers: [ContainerSummary]) async throws -> Bool {
        guard containers.count == 1, let container = containers.first, !options.showsTime, options.tail == nil else {
            return true
        }
        do {
            return try await session.client.inspectContainer(container.id).hostConfig.logConfig?.type != "json-file"
        } catch EngineError.notFound {
            return true
        }
    }

    private func containers() async throws -> [ContainerSummary] {
        try await session.client.containers(all: true, filters: session.ownObjects)
            .filter { container in
                let labels = ComposeLabels(container.labels)
                guard options.index.map({ $0 == labels.containerNumber }) ?? true else { return false }
                return labels.belongs(toAnyOf: options.services)
            }
            .sorted { $0.name < $1.name }
    }

    private func source(of container: String) -> String { Self.source(of: container, in: session.name) }

    /// What is said of a container whose logging driver keeps nothing that can be read.
    static func unreadable(_ container: EventSubject, _ source: String, because message: String) -> SessionEvent {
        .warning("the output of '\(source)' cannot be read: \(message)", about: container)
    }

    /// A container's name without its project.
    static func source(of container: String, in project: ProjectName) -> String {
        ContainerNaming.source(of: container, in: project)
    }
}

extension Logs.Failure: DiagnosticConvertible {
    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] {
        [Diagnostic(code: .containerNotRunning, message: description)]
    }
}
