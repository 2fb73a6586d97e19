import SystemPackage

extension TarItem {
    /// The item with its file's content in memory, if that is short: then header and content are of one moment.
    ///
    /// - Parameter limit: the longest content that is read, in bytes.
    /// - Returns: `nil` for a file that is not there any more.
    /// - Throws: ``TarArchivesError`` for a file that cannot be read.
    func read(upTo limit: Int, report: (TarIncident) -> Void) throws(TarArchivesError) -> TarItem? {
        guard case .file(let path) = content, case .file(let size) = entry.kind, size <= Int64(limit) else {
            return self
        }
        let bytes: [UInt8]
        do throws(Errno) {
            bytes = try Self.content(of: path, upTo: limit + 1)
        } catch .noSuchFileOrDirectory, .tooManySymbolicLinkLevels {
            report(.vanished(path))
            return nil
        } catch {
            throw TarArchivesError(.unreadable(path, error))
        }
        // It has grown beyond what is read at once.
        guard bytes.count <= limit else { return self }
        var item = self
        item.entry.kind = .file(size: Int64(bytes.count))
        item.content = .bytes(bytes)
        return item
    }

    private static func content(of path: FilePath, upTo limit: Int) throws(Errno) -> [UInt8] {
        do {
            let file = try FileDescriptor.open(path, .readOnly, options: [.noFollow, .nonBlocking])
            return try file.closeAfter {
                try [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
                    while count < limit {
                        let rest = UnsafeMutableRawBufferPointer(
                            rebasing: UnsafeMutableRawBufferPointer(buffer)[count..<limit]
                        )
                        let length = try file.read(into: rest)
                        if length == 0 { break }
                        count += length
                    }
                }
            }
        } catch {
            throw error as? Errno ?? .ioError
        }
    }
}
