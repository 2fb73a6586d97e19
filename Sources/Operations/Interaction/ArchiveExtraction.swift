import CLibrary
import IgnoreRules
import SystemPackage
import TarArchives

/// Writes the files of an archive that a container gave into a directory of this machine.
///
/// A file is there as a whole or not at all. Nothing is written outside of the place, and nothing through a link that the
/// archive itself brought. Directories get their modes and times in the end.
struct ArchiveExtraction {
    /// Where what the archive is about goes.
    private let target: FilePath
    /// Whether the archive's names begin with that of what it is about.
    private let hasOwnName: Bool
    /// Whether files belong to whom the archive says, not to whoever runs this.
    private let keepsOwners: Bool
    private var decoder = TarDecoder()
    /// Whether the place was seen to be there, which an archive without a name for it need not say.
    private var isBegun = false
    private var open: OpenFile?
    private var links: Set<FilePath> = []
    private var directories: [(path: FilePath, entry: TarEntry)] = []
    /// What could not be written, because only an engine can make it.
    private(set) var skipped: [FilePath] = []

    private struct OpenFile {
        var path: FilePath
        var file: WholeFile
        var entry: TarEntry
        var missing: Int64
    }

    /// Begins.
    ///
    /// - Parameters:
    ///   - target: the path that what the archive is about gets; its directory is there.
    ///   - hasOwnName: whether the archive's names begin with the name of what it is about.
    init(to target: FilePath, hasOwnName: Bool, keepsOwners: Bool) {
        self.target = target
        self.hasOwnName = hasOwnName
        self.keepsOwners = keepsOwners
    }

    /// Takes the next bytes of the archive.
    ///
    /// - Throws: ``CopyFailure``, `TarArchivesError`.
    mutating func push(_ bytes: [UInt8]) throws {
        for event in try decoder.push(bytes) {
            switch event {
            case .entry(let entry): try begin(entry)
            case .content(let bytes): try write(bytes)
            }
        }
    }

    /// Ends when no more bytes come.
    ///
    /// - Throws: ``CopyFailure``, `TarArchivesError`.
    mutating func finish() throws {
        try decoder.finish()
        try beginPlace()
        for (path, entry) in directories.reversed() {
            try giveOwner(entry, at: path)
            guard chmod(path.string, mode_t(entry.mode)) == 0 else { throw failure(path) }
            try setTime(entry.modified, at: path)
        }
    }

    /// Removes what is not complete.
    mutating func cancel() {
        open?.file.cancel()
        open = nil
    }

    /// Makes the directory that contents go to, where the archive is about them alone, as Podman's is.
    private mutating func beginPlace() throws {
        guard !hasOwnName, !isBegun else { return }
        isBegun = true
        if (try? FileMetadata(of: target)) == nil, mkdir(target.string, 0o777) != 0 { throw failure(target) }
    }

    private mutating func begin(_ entry: TarEntry) throws {
        let path = try place(of: entry.path)
        if path == target { isBegun = true } else { try beginPlace() }
        let present = try? FileMetadata(of: path)
        if let present, (present.kind == .directory) != (entry.kind == .directory) {
            throw CopyFailure.inTheWay(path, isDirectory: present.kind == .directory)
        }
        switch entry.kind {
        case .directory:
            if present == nil, mkdir(path.string, 0o700) != 0 { throw failure(path) }
            directories.append((path, entry))
        case .file(let size):
            open = OpenFile(path: path, file: try WholeFile(at: path), entry: entry, missing: size)
            if size == 0 { try closeFile() }
        case .symbolicLink(let target):
            if present != nil, unlink(path.string) != 0 { throw failure(path) }
            guard symlink(String(decoding: target, as: UTF8.self), path.string) == 0 else { throw failure(path) }
            links.insert(path)
            try giveOwner(entry, at: path)
        case .hardLink(let target):
            let first = try place(of: target)
            if present != nil, unlink(path.string) != 0 { throw failure(path) }
            guard link(first.string, path.string) == 0 else { throw failure(path) }
        case .other: skipped.append(path)
        }
    }

    private mutating func write(_ bytes: [UInt8]) throws {
        // Of what is skipped, the content is, too.
        guard var file = open else { return }
        try file.file.write(bytes)
        file.missing -= Int64(bytes.count)
        open = file
        if file.missing <= 0 { try closeFile() }
    }

    private mutating func closeFile() throws {
        guard let file = open else { return }
        // The owner first: giving a file away takes its set-id bits.
        try giveOwner(file.entry, at: file.file.temporary)
        try file.file.setMode(file.entry.mode)
        try setTime(file.entry.modified, at: file.file.temporary)
        try file.file.finish()
        open = nil
    }

    /// Where an entry goes.
    private func place(of name: FilePath) throws -> FilePath {
        var parts = name.components.filter { $0.kind == .regular }
        if name.components.contains(where: { $0.kind == .parentDirectory }) {
            throw CopyFailure.outside(name)
        }
        if hasOwnName, !parts.isEmpty { parts.removeFirst() }
        var path = target
        for part in parts {
            if links.contains(path) { throw CopyFailure.throughLink(path.appending(part)) }
            path.append(part)
        }
        return path
    }

    private func giveOwner(_ entry: TarEntry, at path: FilePath) throws {
        guard keepsOwners, lchown(path.string, entry.userID, entry.groupID) != 0 else { return }
        throw failure(path)
    }

    private func setTime(_ time: FileMetadata.Timestamp, at path: FilePath) throws {
        let stamp = timespec(tv_sec: time_t(time.seconds), tv_nsec: Int(time.nanoseconds))
        guard utimensat(AT_FDCWD, path.string, [stamp, stamp], AT_SYMLINK_NOFOLLOW) == 0 else { throw failure(path) }
    }

    private func failure(_ path: FilePath) -> CopyFailure { .unwritable(path, Errno(rawValue: errno)) }
}
