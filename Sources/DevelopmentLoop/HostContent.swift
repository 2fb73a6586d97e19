import IgnoreRules
import SystemPackage

/// Reading of files of the host, which may change or vanish at any time.
enum HostContent {
    /// How large a file may be to be read into memory at once.
    static let memoryLimit: Int64 = 524_288

    /// A file as it was found.
    enum Found {
        /// All of it.
        case bytes([UInt8], FileMetadata)
        /// It is large: open, at its start.
        case large(FileDescriptor, FileMetadata)
        /// There is no regular file any more.
        case vanished
    }

    /// Opens a file and reads it if it is small.
    ///
    /// **Throws:** the error of the system for a file that may not be read.
    static func read(_ path: FilePath) throws(Errno) -> Found {
        guard let (descriptor, metadata) = try open(path) else { return .vanished }
        guard metadata.size <= memoryLimit else { return .large(descriptor, metadata) }
        do {
            var bytes: [UInt8] = []
            try readAll(descriptor, expected: Int(metadata.size)) { bytes += $0 }
            try descriptor.close()
            return .bytes(bytes, metadata)
        } catch {
            try? descriptor.close()
            throw error as? Errno ?? .ioError
        }
    }

    /// Whether there is a regular file.
    ///
    /// **Throws:** the error of the system for a file that may not be read.
    static func canBeRead(_ path: FilePath) throws(Errno) -> Bool {
        guard let (descriptor, _) = try open(path) else { return false }
        try? descriptor.close()
        return true
    }

    /// Opens a regular file; `nil` if there is none any more.
    private static func open(_ path: FilePath) throws(Errno) -> (FileDescriptor, FileMetadata)? {
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
        } catch let error as Errno {
            switch error {
            case .noSuchFileOrDirectory, .tooManySymbolicLinkLevels, .notDirectory, .noSuchAddressOrDevice: return nil
            default: throw error
            }
        } catch {
            throw .ioError
        }
        do throws(Errno) {
            let metadata = try FileMetadata(of: descriptor)
            if metadata.kind == .file { return (descriptor, metadata) }
        } catch {
            try? descriptor.close()
            throw error
        }
        try? descriptor.close()
        return nil
    }

    /// The checksum of a file's content; `nil` if it cannot be read.
    static func checksum(of path: FilePath) -> UInt32? {
        guard let descriptor = try? FileDescriptor.open(path, .readOnly, options: [.noFollow, .closeOnExec]) else {
            return nil
        }
        defer { try? descriptor.close() }
        var checksum = POSIXChecksum()
        guard (try? readAll(descriptor, expected: 65_536) { checksum.update($0) }) != nil else { return nil }
        return checksum.value
    }

    private static func readAll(
        _ descriptor: FileDescriptor,
        expected: Int,
        _ body: (ArraySlice<UInt8>) -> Void
    ) throws {
        var buffer = [UInt8](repeating: 0, count: min(max(expected + 1, 4096), 262_144))
        while true {
            let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
            if count == 0 { return }
            body(buffer[..<count])
        }
    }
}
