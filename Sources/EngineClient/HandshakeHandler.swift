internal import NIOCore
internal import NIOSSL
internal import NIOTLS
internal import Synchronization

/// Waits for the end of a TLS handshake, and gives errors of TLS their meaning, later ones as well: an engine may look at the
/// certificate that it is shown when the handshake is over for this side.
final class HandshakeHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// Completed once.
    let result: EventLoopPromise<Void>
    private let endpoint: EngineEndpoint
    private let record: Record

    /// What went wrong. It may come before the first request does, and then there is nobody yet whom an error could reach.
    final class Record: Sendable {
        private let state = Mutex<EngineError?>(nil)

        var failure: EngineError? { state.withLock(\.self) }

        fileprivate func keep(_ error: EngineError) { state.withLock { $0 = error } }
    }

    init(endpoint: EngineEndpoint, result: EventLoopPromise<Void>, record: Record) {
        self.endpoint = endpoint
        self.result = result
        self.record = record
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent { result.succeed(()) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let meaning = meaning(of: error)
        if let meaning = meaning as? EngineError { record.keep(meaning) }
        result.fail(meaning)
        context.fireErrorCaught(meaning)
    }

    func channelInactive(context: ChannelHandlerContext) {
        result.fail(EngineError.unreachable(endpoint, .system(reason: "the connection ended before it was secured")))
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        result.fail(ChannelError.ioOnClosedChannel)
    }

    private func meaning(of error: any Error) -> any Error {
        switch error {
        case NIOSSLError.uncleanShutdown, NIOSSLError.handshakeFailed(.sslError([.eofDuringHandshake])):
            ChannelError.eof
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
            EngineError.unreachable(endpoint, .insecure(reason: Unreachability.words(of: error)))
        default: error
        }
    }
}

extension Unreachability {
    /// What the TLS library says, in lower case, without its numbers and files.
    static func words(of error: any Error) -> String {
        switch error {
        case NIOSSLError.handshakeFailed(let inner): words(of: inner)
        case BoringSSLError.sslError(let stack), BoringSSLError.unknownError(let stack):
            stack.first.map(words) ?? "the handshake failed"
        case let error as NIOSSLExtraError where error == .failedToValidateHostname:
            "the engine's certificate is for another host"
        case NIOSSLError.unableToValidateCertificate, NIOSSLError.noCertificateToValidate:
            "the engine shows no certificate that can be checked"
        default: "\(error)"
        }
    }

    /// `certificate verify failed` of `Error: 268435581 error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED
    /// at FILE:LINE`.
    private static func words(_ error: BoringSSLInternalError) -> String {
        let text = "\(error)"
        guard let reason = text.split(separator: ":").last(where: { $0.contains("_") && !$0.contains("/internal") })
        else { return text }
        let name = reason.prefix { $0 == "_" || $0.isNumber || ($0.isASCII && $0.isUppercase) }
        return name.isEmpty ? text : name.lowercased().replacing("_", with: " ")
    }
}
