internal import CLibrary
internal import ChildProcesses
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A running program that carries a connection.
///
/// - Ownership: it is waited for once its connection is closed; until then it may be a zombie.
final class CarrierProcess: Sendable {
    /// How long a process may go on when its connection is closed: it may not have handed on all that it got.
    private static let grace = Duration.milliseconds(500)
    /// When it is killed that has been asked to end.
    private static let patience = Duration.seconds(3)
    /// The last bytes of what it writes are enough for a message.
    private static let longestComplaint = 4_096

    private struct State: Sendable {
        /// How it ended: the exit code, 128 and more for a signal; and when that was seen.
        var end: (code: Int32, time: ContinuousClock.Instant)?
        /// Whether it was asked to end, or nobody can tell how it ended.
        var isDismissed = false
        var complaint: [UInt8] = []
        /// Whether all that it wrote has come.
        var isComplaintWhole = false
    }

    private let number: pid_t
    private let loop: any EventLoop
    private let state = Mutex(State())

    init(number: pid_t, loop: any EventLoop) {
        self.number = number
        self.loop = loop
    }

    /// Keeps the end of what comes from a descriptor, which this closes.
    func listen(to descriptor: Int32) {
        NIOPipeBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Listener(process: self))
                }
            }
            .takingOwnershipOfDescriptor(input: descriptor)
            .whenFailure { _ in
                close(descriptor)
                self.keepEnd()
            }
    }

    /// Waits for the end without holding up anything, and brings it about when it does not come by itself.
    func awaitEnd(_ onEnd: @escaping @Sendable () -> Void) {
        look(since: .now, onEnd)
    }

    /// Asks it to end.
    func terminate() {
        state.withLock { state in
            guard state.end == nil else { return }
            state.isDismissed = true
            kill(number, SIGTERM)
        }
    }

    /// What it ended with, when its connection has ended; `nil` where that was no failure.
    ///
    /// Waits for its end, which comes soon when its connection has ended, and for the last of what it wrote, which may be read
    /// later.
    func failure(of endpoint: EngineEndpoint) async -> EngineError? {
        repeat {
            let state = state.withLock(\.self)
            if state.isDismissed { return nil }
            guard let end = state.end else { continue }
            guard end.code != 0 else { return nil }
            // Who inherited the pipe may keep it open.
            guard state.isComplaintWhole || ContinuousClock.now - end.time > Self.grace else { continue }
            let lines = String(decoding: state.complaint, as: UTF8.self).split(whereSeparator: \.isNewline)
            return .unreachable(endpoint, .programEnded(code: end.code, lines: lines.map(String.init)))
        } while (try? await Task.sleep(for: .milliseconds(2))) != nil
        return nil
    }

    private func look(since start: ContinuousClock.Instant, _ onEnd: @escaping @Sendable () -> Void) {
        let isOver = state.withLock { state in
            var status: Int32 = 0
            let ended = waitpid(number, &status, WNOHANG)
            if ended == number {
                state.end = (Program.exitCode(ofStatus: status), .now)
                return true
            }
            if ended < 0, errno != EINTR {
                state.isDismissed = true
                return true
            }
            let age = ContinuousClock.now - start
            if age > Self.patience {
                kill(number, SIGKILL)
            } else if age > Self.grace, !state.isDismissed {
                state.isDismissed = true
                kill(number, SIGTERM)
            }
            return false
        }
        if isOver { return onEnd() }
        loop.scheduleTask(in: .milliseconds(5)) { self.look(since: start, onEnd) }
    }

    fileprivate func keep(_ bytes: ByteBufferView) {
        state.withLock { $0.complaint = Array(($0.complaint + bytes).suffix(Self.longestComplaint)) }
    }

    fileprivate func keepEnd() { state.withLock { $0.isComplaintWhole = true } }

    private final class Listener: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let process: CarrierProcess

        init(process: CarrierProcess) { self.process = process }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            process.keep(unwrapInboundIn(data).readableBytesView)
        }

        func channelInactive(context: ChannelHandlerContext) { process.keepEnd() }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
