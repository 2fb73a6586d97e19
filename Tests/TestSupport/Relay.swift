import CLibrary
import Foundation

/// Carries bytes between two connected sockets, and the end of each direction for itself.
package enum Relay {
    /// Starts it; it ends with the two connections, and closes both.
    ///
    /// - Parameters:
    ///   - wait: is called before a piece is passed on, and holds it up until it returns.
    ///   - onEnd: is called before the sockets are closed.
    package static func start(
        between one: Int32,
        and other: Int32,
        waiting wait: @escaping @Sendable () -> Void = {},
        onEnd: @escaping @Sendable () -> Void = {}
    ) {
        let halves = DispatchGroup()
        for (source, target) in [(one, other), (other, one)] {
            halves.enter()
            Thread.detachNewThread {
                carry(from: source, to: target, wait)
                halves.leave()
            }
        }
        halves.notify(queue: .global()) {
            onEnd()
            close(one)
            close(other)
        }
    }

    private static func carry(from source: Int32, to target: Int32, _ wait: () -> Void) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(source, &buffer, buffer.count, 0)
            wait()
            guard count > 0 else { break }
            guard sendAll(buffer[..<count], to: target) else {
                // Nobody takes it any more: whoever sends is told so.
                shutdown(source, Int32(SHUT_RDWR))
                return
            }
        }
        shutdown(target, Int32(SHUT_WR))
    }

    private static func sendAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
