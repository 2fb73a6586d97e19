import CLibrary

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An open file that can be locked. It is never removed: who waits for its lock would wait for a file that nobody finds.
struct LockFile: Sendable {
    /// Why there is none.
    struct Failure: Error {
        /// The rest of a sentence that begins with the path.
        var reason: String
    }

    let descriptor: Int32

    /// Opens the file, and makes it and its directory where they are missing; no child process inherits it.
    static func open(_ path: String) -> Result<LockFile, Failure> {
        do {
            try FileManager.default.createDirectory(
                atPath: URL(filePath: path).deletingLastPathComponent().path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            return .failure(Failure(reason: "has a directory that cannot be created"))
        }
        let descriptor = CLibrary.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            return .failure(Failure(reason: "cannot be opened: \(String(cString: strerror(errno)))"))
        }
        return .success(LockFile(descriptor: descriptor))
    }

    /// Takes the lock if nobody has it.
    func lock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    /// The line that is in the file, without its end.
    var content: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        // Behind it there may be what is left of a longer one: who writes may have been killed, or is about to cut it off.
        return Array(bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") })
    }

    /// Replaces what is in the file; a full disk makes it say less, and locks as before.
    ///
    /// - Parameter bytes: one line, without its end; empty is nothing at all.
    func write(_ bytes: [UInt8]) {
        let line: [UInt8] = bytes.isEmpty ? [] : bytes + [UInt8(ascii: "\n")]
        let written = line.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        _ = ftruncate(descriptor, off_t(max(0, written)))
    }

    /// Releases the lock, and closes the file.
    func close() {
        // A program that is just being started has all descriptors for a moment, and would keep the lock.
        _ = flock(descriptor, LOCK_UN)
        CLibrary.close(descriptor)
    }
}
