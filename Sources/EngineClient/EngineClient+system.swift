package import EngineAPI

/// What an engine says about itself before a version of the API is agreed on.
///
/// - Source: the headers of `GET /_ping`.
package struct EnginePing: Hashable, Sendable {
    /// The newest version of the API that the engine speaks.
    package var apiVersion: APIVersion
    /// The first number of Podman's version, where it is Podman behind the Docker API.
    package var podmanVersion: Int?
    /// `linux` or `windows`; `nil` where it does not say.
    package var osType: String?

    /// Creates a description.
    package init(apiVersion: APIVersion, podmanVersion: Int? = nil, osType: String? = nil) {
        self.apiVersion = apiVersion
        self.podmanVersion = podmanVersion
        self.osType = osType
    }
}

extension EngineClient {
    /// Asks whether the engine answers.
    package func ping() async throws -> EnginePing {
        var request = EngineRequest(.get, "/_ping", about: .engine)
        request.isUnversioned = true
        let (head, _) = try await call(request)
        guard let version = head["api-version"].flatMap({ APIVersion($0) }) else {
            throw EngineError.protocolViolation(request: request.summary, reason: "no API version")
        }
        let podman = head["libpod-api-version"].map { Int($0.prefix { $0 != "." }) ?? 0 }
        return EnginePing(apiVersion: version, podmanVersion: podman, osType: head["ostype"])
    }

    /// Asks for the engine's versions.
    package func version() async throws -> EngineVersion {
        try await call(EngineRequest(.get, "/version", about: .engine), returning: EngineVersion.self)
    }

    /// Asks for what the engine knows about itself and its host.
    package func information() async throws -> SystemInformation {
        try await call(EngineRequest(.get, "/info", about: .engine), returning: SystemInformation.self)
    }

    /// Listens to what happens to the engine's objects.
    ///
    /// When this returns, the engine is listening: nothing that happens from now on is missed.
    ///
    /// - Parameters:
    ///   - filters: `type`, `event`, `container`, `label` and others.
    ///   - since: replays what the engine still remembers from then on.
    ///   - until: ends the stream at that time; without it, it never ends by itself.
    ///   - isOver: whether that time is over, so that nothing is waited for.
    /// - Ownership: the connection closes when the iteration ends, is cancelled, or the sequence is dropped.
    package func events(
        filters: QueryFilters = [:],
        since: EngineTimestamp? = nil,
        until: EngineTimestamp? = nil,
        isOver: Bool = false
    ) async throws -> EngineEvents {
        var request = EngineRequest(.get, "/events", about: .engine)
        request.add(try await capabilities.has(.eventNames) ? filters : filters.namingEventsOfPodman)
        request.add("since", since.map(Self.unixTime))
        let asksForAll = if isOver { try await !capabilities.has(.pastEvents) } else { false }
        if asksForAll { request.add("stream", "0") } else { request.add("until", until.map(Self.unixTime)) }
        let messages = JSONMessages<EngineEvent>(bytes: try await stream(request), summary: request.summary)
        return EngineEvents(messages: messages, until: asksForAll ? until : nil)
    }

    /// Seconds with nine decimals, as the engine reads times in queries.
    static func unixTime(_ instant: EngineTimestamp) -> String {
        let digits = String(instant.nanoseconds)
        return "\(instant.seconds)." + String(repeating: "0", count: 9 - digits.count) + digits
    }
}

/// What happens to an engine's objects, in order. One iteration only.
package struct EngineEvents: AsyncSequence, Sendable {
    let messages: JSONMessages<EngineEvent>
    /// What happened later is left out.
    var until: EngineTimestamp?

    /// Starts the iteration.
    package func makeAsyncIterator() -> Iterator {
        Iterator(messages: messages.makeAsyncIterator(), until: until)
    }

    /// The iteration.
    package struct Iterator: AsyncIteratorProtocol {
        var messages: JSONMessages<EngineEvent>.Iterator
        let until: EngineTimestamp?

        /// Waits for the next event; `nil` when the stream has ended.
        ///
        /// - Throws: ``EngineError``, `CancellationError`.
        package mutating func next() async throws -> EngineEvent? {
            while let event = try await messages.next() {
                if let until, event.timestamp > until { continue }
                return event
            }
            return nil
        }
    }
}
