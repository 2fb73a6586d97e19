package import SystemPackage

/// One thing to put into an archive.
package struct TarItem: Sendable {
    /// Where the bytes of a regular file come from.
    package enum Content: Sendable {
        /// Nowhere: a directory or a link.
        case none
        /// Memory; their number must be the entry's size.
        case bytes([UInt8])
        /// A file, read in pieces. If it turns out shorter than the entry says it is filled up with zeros, and what is
        /// longer is left out: both are reported.
        case file(FilePath)
        /// A file that is already open at its start, read like one that is not; it is closed when it is read.
        case openFile(FilePath, FileDescriptor)
    }

    /// The header.
    package var entry: TarEntry
    /// The bytes behind it.
    package var content: Content

    /// Describes an item.
    package init(_ entry: TarEntry, content: Content = .none) {
        self.entry = entry
        self.content = content
    }

    /// A regular file with bytes from memory.
    package init(path: FilePath, bytes: [UInt8], mode: UInt16 = 0o644) {
        self.init(TarEntry(path: path, kind: .file(size: Int64(bytes.count)), mode: mode), content: .bytes(bytes))
    }
}

/// Something that kept a file from being archived as it is.
package enum TarIncident: Equatable, Sendable {
    /// The file vanished before it was opened; the archive does not contain it.
    case vanished(FilePath)
    /// The file got shorter while it was read; zeros fill the rest.
    case shrank(FilePath)
    /// The file got longer while it was read; the rest is left out.
    case grew(FilePath)
    /// The file is a socket, a pipe or a device; the archive does not contain it.
    case notArchivable(FilePath)
}
