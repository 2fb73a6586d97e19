internal import NIOCore

/// Writes requests to a connection and takes apart what comes back: one request at a time.
///
/// Everything happens on the connection's event loop. A request's promise is completed exactly once: with the answer,
/// or with the reason why none can come.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ConnectionCommand
    typealias OutboundOut = ByteBuffer

    private enum State {
        /// No request; becomes `waiting`.
        case idle
        /// The head has not come; becomes one of the next two, or `idle` when the connection ends.
        case waiting(Exchange)
        /// The body is gathered to be delivered in one piece; becomes `idle`.
        case gathering(Exchange, ResponseHead, ByteBuffer)
        /// The body goes to a stream; becomes `idle`.
        case streaming(ByteStream.Source, summary: String)
    }

    /// Answers that come in one piece are JSON of a few kilobytes; a longer one is no answer to what was asked.
    private static let longestWholeBody = 256 * 1_024 * 1_024
    /// Pieces are as long as one read, at most 64 kB or so.
    private static let watermark = NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark(
        lowWatermark: 4,
        highWatermark: 16
    )

    private var state = State.idle
    private var parser = ResponseParser()
    private var unread = ByteBuffer()
    private var timeout: Scheduled<Void>?
    private var isReadingPaused = false
    private var isReadPending = false

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .bytes(let buffer): context.write(wrapOutboundOut(buffer), promise: promise)
        case .begin(let exchange):
            guard case .idle = state, context.channel.isActive else {
                exchange.answer.fail(EngineError.connectionClosed(request: exchange.summary))
                promise?.fail(ChannelError.ioOnClosedChannel)
                return
            }
            state = .waiting(exchange)
            parser.answersHead = exchange.delivery == .head
            if let limit = exchange.timeLimit {
                timeout = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limit)) { [weak self] in
                    self?.fail(with: EngineError.timedOut(request: exchange.summary, limit: limit), context: context)
                }
            }
            context.write(wrapOutboundOut(exchange.bytes), promise: promise)
        }
    }

    func read(context: ChannelHandlerContext) {
        // Whoever asks once more, although nothing was read since, has a failed write: what has come can be read only now.
        if isReadingPaused, !isReadPending { isReadPending = true } else { context.read() }
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is ByteStreamDemand.More else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        isReadingPaused = false
        if isReadPending {
            isReadPending = false
            context.read()
        }
        promise?.succeed(())
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        if unread.readableBytes == 0 { unread = buffer } else { unread.writeBuffer(&buffer) }
        do {
            while let event = try parser.next(&unread) { try handle(event, context: context) }
        } catch {
            fail(with: error, context: context)
        }
        if unread.readableBytes == 0 { unread = ByteBuffer() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        do {
            if let event = try parser.finish() { try handle(event, context: context) }
            fail(with: nil, context: context)
        } catch ResponseParser.Violation.truncated {
            fail(with: nil, context: context)
        } catch {
            fail(with: error, context: context)
        }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What the operating system says here (such as "connection reset") means that the connection has ended. Only those
        // who secure it know better.
        fail(with: error as? EngineError, context: context)
    }

    private func handle(_ event: ResponseParser.Event, context: ChannelHandlerContext) throws {
        switch (event, state) {
        case (.head(let head), .waiting(let exchange)):
            if exchange.delivery == .stream, (200..<300).contains(head.status) {
                deliver(.stream(head, startStreaming(exchange, context: context)), of: exchange)
            } else {
                state = .gathering(exchange, head, ByteBuffer())
            }
        case (.upgrade, .waiting(let exchange)):
            guard exchange.delivery == .upgrade else { throw ProtocolSurprise.upgradeNobodyAskedFor }
            deliver(.upgraded(startStreaming(exchange, context: context)), of: exchange)
        case (.body(var part), .gathering(let exchange, let head, var body)):
            state = .idle
            guard body.readableBytes + part.readableBytes <= Self.longestWholeBody else {
                state = .gathering(exchange, head, ByteBuffer())
                throw ProtocolSurprise.endlessBody
            }
            if body.readableBytes == 0 { body = part } else { body.writeBuffer(&part) }
            state = .gathering(exchange, head, body)
        case (.body(let part), .streaming(let source, _)):
            switch source.yield(part) {
            case .stopProducing: isReadingPaused = true
            case .produceMore, .dropped: break
            }
        case (.end(let isReusable), .gathering(let exchange, let head, let body)):
            state = .idle
            deliver(.whole(head, body: body, isReusable: isReusable), of: exchange)
        case (.end, .streaming(let source, _)):
            state = .idle
            source.finish()
        case (_, .idle): throw ProtocolSurprise.answerWithoutRequest
        case (.body, .waiting), (.end, .waiting), (.head, _), (.upgrade, _): throw ProtocolSurprise.answerOutOfOrder
        }
    }

    private func startStreaming(_ exchange: Exchange, context: ChannelHandlerContext) -> ByteStream {
        let stream = ByteStream.makeSequence(
            backPressureStrategy: Self.watermark,
            finishOnDeinit: true,
            delegate: ByteStreamDemand(channel: context.channel)
        )
        state = .streaming(stream.source, summary: exchange.summary)
        return stream.sequence
    }

    private func deliver(_ answer: Answer, of exchange: Exchange) {
        timeout?.cancel()
        timeout = nil
        exchange.answer.succeed(answer)
    }

    /// Ends the request, if there is one, and the connection; without an error because the connection has ended.
    private func fail(with error: (any Error)?, context: ChannelHandlerContext) {
        timeout?.cancel()
        timeout = nil
        switch state {
        case .idle: break
        case .waiting(let exchange), .gathering(let exchange, _, _):
            exchange.answer.fail(engineError(error, summary: exchange.summary))
        case .streaming(let source, let summary): source.finish(engineError(error, summary: summary))
        }
        state = .idle
        context.close(promise: nil)
    }

    private func engineError(_ error: (any Error)?, summary: String) -> EngineError {
        switch error {
        case nil: .connectionClosed(request: summary)
        case let error as EngineError: error
        case let error?: .protocolViolation(request: summary, reason: "\(error)")
        }
    }

    /// What an engine sends out of turn.
    private enum ProtocolSurprise: Error, CustomStringConvertible {
        case answerWithoutRequest
        case answerOutOfOrder
        case upgradeNobodyAskedFor
        case endlessBody

        var description: String {
            switch self {
            case .answerWithoutRequest: "an answer to no request"
            case .answerOutOfOrder: "parts of an answer out of order"
            case .upgradeNobodyAskedFor: "a change of protocol that was not asked for"
            case .endlessBody: "a body of more than 256 MB"
            }
        }
    }
}
