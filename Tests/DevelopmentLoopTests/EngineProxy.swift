import CLibrary
import Foundation
import Synchronization

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
        let listener = try Self.socket(path) { bind($0, $1, $2) }
        guard listen(listener, 64) == 0 else { throw Failure(code: errno) }
        state.withLock { $0.listener = listener }
        Thread.detachNewThread { [self] in
            while true {
                let client = accept(listener, nil, nil)
                if client < 0 { return }
                guard let engine = try? Self.socket("/var/run/docker.sock", { connect($0, $1, $2) }) else {
                    close(client)
                    continue
                }
                relay(client, engine)
            }
        }
    }

    private struct Failure: Error { var code: Int32 }

    private static func socket(
        _ path: String,
        _ use: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws -> Int32 {
        #if canImport(Glibc)
        let kind = Int32(SOCK_STREAM.rawValue)
        #else
        let kind = SOCK_STREAM
        #endif
        let descriptor = CLibrary.socket(AF_UNIX, kind, 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                use(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            close(descriptor)
            throw Failure(code: errno)
        }
        return descriptor
    }

    private func relay(_ client: Int32, _ engine: Int32) {
        state.withLock { $0.open.formUnion([client, engine]) }
        let halves = DispatchGroup()
        for (from, to) in [(client, engine), (engine, client)] {
            halves.enter()
            Thread.detachNewThread { [self] in
                var buffer = [UInt8](repeating: 0, count: 65_536)
                while true {
                    let count = read(from, &buffer, buffer.count)
                    while state.withLock({ $0.isSilent }) { usleep(5_000) }
                    guard count > 0, Self.writeAll(buffer[..<count], to: to) else { break }
                }
                shutdown(to, Int32(SHUT_WR))
                halves.leave()
            }
        }
        halves.notify(queue: .global()) { [self] in
            state.withLock { $0.open.subtract([client, engine]) }
            close(client)
            close(engine)
        }
    }

    private static func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
