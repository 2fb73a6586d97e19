import IgnoreRules
import SystemPackage
import TarArchives

/// Reads the files that operations are about from the host, and cuts the operations so that each part fits into one frame.
struct SyncBatches {
    /// Operations that are sent together.
    enum Batch {
        /// Operations with the contents of their files.
        case frame([SyncOperation], contents: [FilePath: TarItem.Content])
        /// One large file; who takes it closes it.
        case large(LargeFile)
    }

    /// A regular file that is not read into memory at once.
    struct LargeFile {
        /// Its path in the container.
        var path: FilePath
        var content: SyncOperation.FileContent
        /// The file, open at its start.
        var descriptor: FileDescriptor
    }

    /// How many bytes of files a frame has, but for the last one.
    private static let frameLimit = 1_048_576
    /// How many operations a frame has at most.
    private static let operationLimit = 2_000

    /// What is known of the operations so far.
    var result = SyncResult()
    private var rest: ArraySlice<SyncOperation>
    private var pending: LargeFile?

    init(_ operations: [SyncOperation]) { rest = operations[...] }

    /// The next part; `nil` at the end.
    ///
    /// - Parameter unfinished: knows which large files are still being written; those are left out.
    mutating func next(_ unfinished: inout UnfinishedFiles) -> Batch? {
        if let file = pending {
            pending = nil
            return .large(file)
        }
        var operations: [SyncOperation] = []
        var contents: [FilePath: TarItem.Content] = [:]
        var size = 0
        while size <= Self.frameLimit, operations.count < Self.operationLimit, let operation = rest.popFirst() {
            guard case .file(let path, var content) = operation else {
                operations.append(operation)
                continue
            }
            switch read(path, content, &unfinished) {
            case nil: continue
            case .large(let file)?:
                if operations.isEmpty { return .large(file) }
                pending = file
                return .frame(operations, contents: contents)
            case .small(let bytes, let metadata)?:
                content.metadata = metadata
                operations.append(.file(path, content))
                contents[path] = .bytes(bytes)
                size += bytes.count + 1024
            }
        }
        return operations.isEmpty ? nil : .frame(operations, contents: contents)
    }

    /// Closes the file that was not taken.
    mutating func close() {
        try? pending?.descriptor.close()
        pending = nil
    }

    private enum Found {
        case small([UInt8], FileMetadata)
        case large(LargeFile)
    }

    /// Looks at a file; `nil` if it is not to be sent now.
    private mutating func read(
        _ path: FilePath,
        _ content: SyncOperation.FileContent,
        _ unfinished: inout UnfinishedFiles
    ) -> Found? {
        let moment = UnfinishedFiles.Moment()
        do throws(Errno) {
            switch try HostContent.read(content.source) {
            case .vanished:
                result.unsettled.insert(path)
                return nil
            case .bytes(let bytes, let metadata):
                result.read[path] = metadata
                return .small(bytes, metadata)
            case .large(let descriptor, let metadata):
                if unfinished.contains(path, metadata, at: moment) {
                    try? descriptor.close()
                    result.unsettled.insert(path)
                    return nil
                }
                result.read[path] = metadata
                var content = content
                content.metadata = metadata
                return .large(LargeFile(path: path, content: content, descriptor: descriptor))
            }
        } catch {
            result.failures.append(SyncFailure(path: path, reason: "cannot read '\(content.source)': \(error)"))
            return nil
        }
    }
}
