import CLibrary
import SystemPackage

/// A file that is written beside its place, and takes it when it is complete.
struct WholeFile {
    private let path: FilePath
    /// Where it is until then.
    let temporary: FilePath
    private let descriptor: FileDescriptor

    /// Begins; until it is complete nobody else can read it.
    ///
    /// - Throws: ``CopyFailure``.
    init(at path: FilePath) throws(CopyFailure) {
        self.path = path
        let name = ".\(path.lastComponent?.string.prefix(200) ?? "").\(UInt32.random(in: 0 ... .max))"
        temporary = path.removingLastComponent().appending(name)
        do {
            descriptor = try FileDescriptor.open(
                temporary,
                .writeOnly,
                options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: .ownerReadWrite
            )
        } catch {
            throw .unwritable(path, error as? Errno ?? .ioError)
        }
    }

    /// Writes the next bytes.
    ///
    /// - Throws: ``CopyFailure``.
    func write(_ bytes: [UInt8]) throws(CopyFailure) {
        do {
            try descriptor.writeAll(bytes)
        } catch {
            throw .unwritable(path, error as? Errno ?? .ioError)
        }
    }

    /// Sets the permission bits.
    ///
    /// - Throws: ``CopyFailure``.
    func setMode(_ mode: UInt16) throws(CopyFailure) {
        guard fchmod(descriptor.rawValue, mode_t(mode)) != 0 else { return }
        throw .unwritable(path, Errno(rawValue: errno))
    }

    /// Puts it in its place.
    ///
    /// - Throws: ``CopyFailure``.
    func finish() throws(CopyFailure) {
        do {
            try descriptor.close()
        } catch {
            throw .unwritable(path, error as? Errno ?? .ioError)
        }
        guard rename(temporary.string, path.string) != 0 else { return }
        throw .unwritable(path, Errno(rawValue: errno))
    }

    /// Removes it.
    func cancel() {
        try? descriptor.close()
        unlink(temporary.string)
    }
}
