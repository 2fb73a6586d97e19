package import Testing

/// Lets a few tests run at once, not all: each mostly waits for its containers, but they share the machine.
///
/// Suites with the same value share its places. A test with arguments takes one for each of its cases.
package struct AtOnce: SuiteTrait, TestTrait, TestScoping {
    private let places: Places
    private let limit: Duration

    /// - Parameters:
    ///   - count: how many tests may run at one time, at least one.
    ///   - limit: how long one may run once it has a place; then it fails and is cancelled.
    package init(_ count: Int, limit: Duration) {
        places = Places(free: max(1, count))
        self.limit = limit
    }

    package var isRecursive: Bool { true }

    package func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        await places.take()
        do {
            try await run(function)
        } catch {
            await places.give()
            throw error
        }
        await places.give()
    }

    private func run(_ function: @Sendable () async throws -> Void) async throws {
        let (ends, end) = AsyncStream.makeStream(of: End.self)
        async let outcome: Void = tell(end, .ofTest, after: function)
        async let _: Void = tell(end, .ofTime) { [limit] in try await Task.sleep(for: limit) }
        if await ends.first(where: { _ in true }) == .ofTime {
            Issue.record("did not end within \(limit)")
        } else {
            try await outcome
        }
    }

    private enum End { case ofTest, ofTime }

    private func tell(
        _ end: AsyncStream<End>.Continuation,
        _ which: End,
        after function: @Sendable () async throws -> Void
    ) async throws {
        defer { end.yield(which) }
        try await function()
    }

    /// The places that are free, and who waits for one, first come, first served.
    private actor Places {
        private var free: Int
        private var waiting: [CheckedContinuation<Void, Never>] = []

        init(free: Int) { self.free = free }

        func take() async {
            guard free == 0 else {
                free -= 1
                return
            }
            await withCheckedContinuation { waiting.append($0) }
        }

        func give() {
            guard !waiting.isEmpty else {
                free += 1
                return
            }
            waiting.removeFirst().resume()
        }
    }
}
