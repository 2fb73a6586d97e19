internal import CLibrary
internal import SystemPackage

/// A layer that is being written: it is at its place when it is whole, and else nowhere.
struct LayerFile: Sendable {
    private let directory: LayerDirectory
    private let path: FilePath
    private let file: FileDescriptor
    /// How many bytes it has so far.
    private(set) var length: Int64 = 0

    /// Begins a layer.
    ///
    /// - Throws: an error of the file system.
    init(in directory: LayerDirectory) throws {
        try directory.make()
        self.directory = directory
        path = directory.path.appending("ingest/\(String(UInt64.random(in: .min ... .max), radix: 16))")
        file = try FileDescriptor.open(
            path,
            .writeOnly,
            options: [.create, .exclusiveCreate, .closeOnExec],
            permissions: [.ownerReadWrite, .groupRead, .otherRead]
        )
    }

    /// Adds bytes to its end.
    mutating func append(_ bytes: ArraySlice<UInt8>) throws { length += Int64(try file.writeAll(bytes)) }

    /// Puts it at its place.
    ///
    /// - Returns: whether it could be.
    func keep(at place: FilePath) -> Bool { rename(path.string, place.string) == 0 }

    /// Closes it, and removes what is at no place.
    func end() {
        try? file.close()
        unlink(path.string)
    }
}
