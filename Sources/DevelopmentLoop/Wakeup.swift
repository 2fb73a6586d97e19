/// Tells one waiting task that there is something to do. Many tellings before the task looks are one.
struct Wakeup: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Wakes the task, now or when it comes to wait.
    func signal() { continuation.yield() }

    /// Ends the waiting for good.
    func finish() { continuation.finish() }

    /// The waiter's end: one for the whole life of the task.
    func makeIterator() -> AsyncStream<Void>.Iterator { stream.makeAsyncIterator() }
}
