import CLibrary
import Foundation
import Synchronization
import TestSupport

/// A socket in front of the engine's, which a test can cut, silence and restore without touching the engine.
final class EngineProxy: Sendable {
    /// Where it listens.
    let path: String

    private struct State {
        var listener: Int32 = -1
        var open: Set<Int32> = []
        var isSilent = false
    }

    private let state = Mutex(State())

    /// Listens at once.
    init() throws {
        path = "/tmp/engarde-proxy-\(UInt32.random(in: 0 ... .max)).sock"
        try restore()
    }

    /// Nobody listens any more, and all connections end.
    func cut() {
        let (listener, open) = state.withLock { state in
            defer { state.listener = -1 }
            return (state.listener, state.open)
        }
        unlink(path)
        if listener >= 0 {
            shutdown(listener, Int32(SHUT_RDWR))
            close(listener)
        }
        for descriptor in open { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }

    /// Passes nothing on in either direction, but keeps all connections.
    func silence(_ isSilent: Bool) { state.withLock { $0.isSilent = isSilent } }

    /// Listens again.
    func restore() throws {
        let listener = try UnixSocket.listening(at: path)
        state.withLock { $0.listener = listener }
        Thread.detachNewThread { [self] in
            while true {
                let client = accept(listener, nil, nil)
                if client < 0 { return }
                guard let engine = try? UnixSocket.connected(to: "/var/run/docker.sock") else {
                    close(client)
                    continue
                }
                relay(client, engine)
            }
        }
    }

    private func relay(_ client: Int32, _ engine: Int32) {
        state.withLock { $0.open.formUnion([client, engine]) }
        Relay.start(between: client, and: engine) { [self] in
            while state.withLock({ $0.isSilent }) { usleep(5_000) }
        } onEnd: { [self] in
            state.withLock { $0.open.subtract([client, engine]) }
        }
    }
}
