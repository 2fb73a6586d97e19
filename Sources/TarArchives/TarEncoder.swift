import SystemPackage

/// Turns items into the bytes of an archive, piece by piece, with one piece in memory at a time.
///
/// **Shape:** ends with two blocks of zeros.
///
/// **Ownership:** keeps at most one file open, and closes it when it is read or when `close()` is called.
package struct TarEncoder: ~Copyable {
    private let dialect: TarDialect
    private let chunkSize: Int
    private var nextItem: () throws(TarArchivesError) -> TarItem?
    private var open: OpenFile?
    private let endsArchive: Bool
    private var isFinished = false

    /// What happened to files so far that kept them from being archived as they are.
    package private(set) var incidents: [TarIncident] = []

    private struct OpenFile {
        var path: FilePath
        var descriptor: FileDescriptor
        var size: Int64
        var offset: Int64 = 0
    }

    /// Prepares an archive of what a closure returns until it returns `nil`.
    ///
    /// - Parameters:
    ///   - chunkSize: the largest piece in bytes, save for what a single item has in memory.
    ///   - endsArchive: whether the end mark follows the last item; without it, more can be appended.
    package init(
        dialect: TarDialect = .pax,
        chunkSize: Int = 131_072,
        endsArchive: Bool = true,
        items nextItem: @escaping () throws(TarArchivesError) -> TarItem?
    ) {
        self.dialect = dialect
        self.chunkSize = chunkSize
        self.endsArchive = endsArchive
        self.nextItem = nextItem
    }

    /// The whole archive in memory.
    ///
    /// **Throws:** `TarArchivesError` for a file that cannot be read. One that vanished is left out.
    package static func encode(_ items: [TarItem], dialect: TarDialect = .pax) throws(TarArchivesError) -> [UInt8] {
        var rest = items[...]
        var encoder = TarEncoder(dialect: dialect) { () throws(TarArchivesError) in rest.popFirst() }
        var result: [UInt8] = []
        while let chunk = try encoder.next() { result += chunk }
        return result
    }

    /// The next piece, `nil` after the last.
    ///
    /// **Throws:** `TarArchivesError` for a file that cannot be read; the archive is then incomplete.
    package mutating func next() throws(TarArchivesError) -> [UInt8]? {
        if isFinished { return nil }
        var chunk: [UInt8] = []
        while chunk.count < chunkSize {
            if open != nil {
                try readOpenFile(into: &chunk)
            } else if let item = try nextItem() {
                try begin(item, &chunk)
            } else {
                isFinished = true
                if endsArchive { chunk.append(contentsOf: repeatElement(0, count: 2 * TarHeader.blockSize)) }
                if chunk.isEmpty { return nil }
                break
            }
        }
        return chunk
    }

    /// Closes the file that is being read; the archive cannot be continued.
    package mutating func close() {
        if let open { try? open.descriptor.close() }
        open = nil
        isFinished = true
    }

    private mutating func begin(_ item: TarItem, _ chunk: inout [UInt8]) throws(TarArchivesError) {
        switch item.content {
        case .none:
            chunk += TarHeader.encode(item.entry, dialect: dialect)
        case .bytes(let bytes):
            chunk += TarHeader.encode(item.entry, dialect: dialect)
            chunk += bytes
            chunk += TarHeader.padding(Int64(bytes.count))
        case .openFile(let path, let descriptor):
            guard case .file(let size) = item.entry.kind else { return }
            open = OpenFile(path: path, descriptor: descriptor, size: size)
            chunk += TarHeader.encode(item.entry, dialect: dialect)
        case .file(let path):
            guard case .file(let size) = item.entry.kind else { return }
            do {
                let descriptor = try FileDescriptor.open(path, .readOnly, options: [.noFollow, .nonBlocking])
                open = OpenFile(path: path, descriptor: descriptor, size: size)
            } catch Errno.noSuchFileOrDirectory {
                incidents.append(.vanished(path))
                return
            } catch Errno.tooManySymbolicLinkLevels {
                incidents.append(.vanished(path))
                return
            } catch {
                throw TarArchivesError(.unreadable(path, error as? Errno ?? .ioError))
            }
            chunk += TarHeader.encode(item.entry, dialect: dialect)
        }
    }

    private mutating func readOpenFile(into chunk: inout [UInt8]) throws(TarArchivesError) {
        guard var file = open else { return }
        let wanted = Int(min(file.size - file.offset, Int64(chunkSize - chunk.count)))
        let bytes: [UInt8]
        do {
            bytes = try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
                count =
                    wanted == 0
                    ? 0
                    : try file.descriptor.read(
                        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<wanted])
                    )
            }
        } catch {
            close()
            throw TarArchivesError(.unreadable(file.path, error as? Errno ?? .ioError))
        }
        chunk += bytes
        file.offset += Int64(bytes.count)
        if bytes.isEmpty, wanted > 0 {
            if incidents.last != .shrank(file.path) { incidents.append(.shrank(file.path)) }
            chunk.append(contentsOf: repeatElement(0, count: wanted))
            file.offset += Int64(wanted)
        }
        guard file.offset == file.size else {
            open = file
            return
        }
        if (try? file.descriptor.seek(offset: 0, from: .end)).map({ $0 > file.size }) == true {
            incidents.append(.grew(file.path))
        }
        try? file.descriptor.close()
        open = nil
        chunk += TarHeader.padding(file.size)
    }
}

extension TarEntry {
    /// How many bytes the entry takes in an archive, with its content and what fills up the last block.
    package func encodedSize(dialect: TarDialect) -> Int64 {
        let header = Int64(TarHeader.encode(self, dialect: dialect).count)
        guard case .file(let size) = kind else { return header }
        return header + size + Int64(TarHeader.padding(size).count)
    }
}
