package import EngineAPI

extension EngineClient {
    /// Follows what a container uses.
    ///
    /// - Parameter once: whether one look is enough. The engine then takes two of them, a second apart, so that the
    ///   processors' time can be compared.
    /// - Ownership: the connection closes when the iteration ends, is cancelled, or the sequence is dropped.
    /// - Source: `GET /containers/{id}/stats`.
    package func statistics(of container: ContainerID, once: Bool = false) async throws -> StatisticsStream {
        var request = Self.request(.get, container, "stats")
        request.add("stream", once ? "0" : "1")
        request.timeLimit = .none
        return StatisticsStream(messages: JSONMessages(bytes: try await stream(request), summary: request.summary))
    }
}

/// What a container uses, about once a second. One iteration only.
package struct StatisticsStream: AsyncSequence, Sendable {
    let messages: JSONMessages<ContainerStatistics>

    /// Starts the iteration.
    package func makeAsyncIterator() -> Iterator { Iterator(messages: messages.makeAsyncIterator()) }

    /// The iteration.
    package struct Iterator: AsyncIteratorProtocol {
        var messages: JSONMessages<ContainerStatistics>.Iterator

        /// Waits for the next look; `nil` when the stream has ended.
        ///
        /// - Throws: ``EngineError``, `CancellationError`.
        package mutating func next() async throws -> ContainerStatistics? { try await messages.next() }
    }
}
