import CLibrary
import Foundation

/// Carries bytes between a connected socket and a unix socket, and the end of each direction for itself.
enum Relay {
    /// Starts it; it ends with the two connections, and closes both.
    static func start(from near: Int32, to path: String) {
        let thread = Thread {
            guard let far = connect(to: path) else {
                close(near)
                return
            }
            let answers = DispatchGroup()
            answers.enter()
            let back = Thread {
                carry(from: far, to: near)
                answers.leave()
            }
            back.start()
            carry(from: near, to: far)
            answers.wait()
            close(near)
            close(far)
        }
        thread.start()
    }

    private static func carry(from source: Int32, to target: Int32) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(source, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            var sent = 0
            while sent < count {
                let part = buffer[sent..<count].withUnsafeBytes {
                    send(target, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard part > 0 else {
                    // Nobody takes it any more: whoever sends is told so.
                    shutdown(source, Int32(SHUT_RDWR))
                    return
                }
                sent += part
            }
        }
        shutdown(target, Int32(SHUT_WR))
    }

    private static func connect(to path: String) -> Int32? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { CLibrary.connect(descriptor, $0, size) }
        }
        guard result == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }
}
