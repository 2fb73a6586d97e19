package import EngineAPI

extension EngineClient {
    /// Follows what a container uses.
    ///
    /// - Parameter once: whether one look is enough. Two of them are then taken, a second apart, so that the
    ///   processors' time can be compared; only the second one is told.
    /// - Ownership: the connection closes when the iteration ends, is cancelled, or the sequence is dropped.
    /// - Source: `GET /containers/{id}/stats`.
    package func statistics(of container: ContainerID, once: Bool = false) async throws -> StatisticsStream {
        let isCompared = try await capabilities.has(.comparedStatistics)
        guard once, !isCompared else { return try await looks(at: container, once) }
        var before: ContainerStatistics.ProcessorTime?
        for try await look in try await looks(at: container, once) { before = look.processors }
        // Of a container that does not run, such an engine says nothing.
        if before != nil { try await Task.sleep(for: .seconds(1)) }
        var second = try await looks(at: container, once)
        second.earlierProcessors = before
        return second
    }

    private func looks(at container: ContainerID, _ once: Bool) async throws -> StatisticsStream {
        var request = Self.request(.get, container, "stats")
        request.add("stream", once ? "0" : "1")
        request.timeLimit = .none
        return StatisticsStream(messages: JSONMessages(bytes: try await stream(request), summary: request.summary))
    }
}

/// What a container uses, about once a second. One iteration only.
package struct StatisticsStream: AsyncSequence, Sendable {
    let messages: JSONMessages<ContainerStatistics>
    /// What is compared with where the engine itself compares with nothing.
    var earlierProcessors: ContainerStatistics.ProcessorTime?

    /// Starts the iteration.
    package func makeAsyncIterator() -> Iterator {
        Iterator(messages: messages.makeAsyncIterator(), earlierProcessors: earlierProcessors)
    }

    /// The iteration.
    package struct Iterator: AsyncIteratorProtocol {
        var messages: JSONMessages<ContainerStatistics>.Iterator
        let earlierProcessors: ContainerStatistics.ProcessorTime?

        /// Waits for the next look; `nil` when the stream has ended.
        ///
        /// - Throws: ``EngineError``, `CancellationError`.
        package mutating func next() async throws -> ContainerStatistics? {
            guard var statistics = try await messages.next() else { return nil }
            if let earlierProcessors { statistics.earlierProcessors = earlierProcessors }
            return statistics
        }
    }
}
