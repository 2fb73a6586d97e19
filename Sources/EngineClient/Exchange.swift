internal import NIOCore

/// One request on a connection, and where its answer goes.
struct Exchange: Sendable {
    /// How the caller wants to get the answer.
    enum Delivery: Sendable {
        /// In one piece.
        case whole
        /// In one piece without a body, whatever its head says of one.
        case head
        /// The body piece by piece; an answer that tells of an error still comes in one piece.
        case stream
        /// As raw bytes in both directions, after a `101`; any other answer comes in one piece.
        case upgrade
    }

    /// The request's bytes: the head, and the body unless that is sent piece by piece.
    var bytes: ByteBuffer
    var delivery: Delivery
    /// How long the answer may take until it is delivered.
    var timeLimit: Duration?
    /// Method and path, for errors.
    var summary: String
    var answer: EventLoopPromise<Answer>
}

/// What an engine answers.
enum Answer: Sendable {
    /// Head and body, and whether the connection can carry another request.
    case whole(ResponseHead, body: ByteBuffer, isReusable: Bool)
    /// The head, and the body as it comes.
    case stream(ResponseHead, ByteStream)
    /// The bytes that the engine sends on a connection that is no longer HTTP.
    case upgraded(ByteStream)
}

/// What travels down the pipeline of a connection.
enum ConnectionCommand: Sendable {
    /// Send a request.
    case begin(Exchange)
    /// Send bytes of a body, or raw bytes.
    case bytes(ByteBuffer)
}

/// Bytes that come from an engine, piece by piece. The connection is read from only while few pieces are waiting; it
/// closes when the iteration ends, is cancelled, or the sequence is dropped.
typealias ByteStream = NIOThrowingAsyncSequenceProducer<
    ByteBuffer, any Error, NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark, ByteStreamDemand
>

/// Carries the demand of a ``ByteStream``'s reader to its connection.
struct ByteStreamDemand: NIOAsyncSequenceProducerDelegate {
    /// The event that asks the connection to go on reading.
    struct More: Sendable {}

    let channel: any Channel

    func produceMore() { channel.triggerUserOutboundEvent(More(), promise: nil) }
    func didTerminate() { channel.close(promise: nil) }
}
