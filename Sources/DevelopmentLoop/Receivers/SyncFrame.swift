import IgnoreRules
import SystemPackage
import TarArchives

/// Operations that are sent to a container together, with the archive's members and the script that carries them out.
struct SyncFrame {
    /// The files of the archive, named for the staging directory.
    private(set) var members: [TarItem] = []
    private(set) var script = ShellScript()
    /// The operations by the number under which the script reports their failure.
    private(set) var numbered: [[SyncOperation]] = []

    /// How many words a command gets at most, so that it fits into the system's limit of 128 kB for all arguments.
    private static let wordLimit = 60_000

    /// Builds a frame. Contents of regular files come as pairs with the operations.
    ///
    /// - Parameters:
    ///   - operations: deletions first, then directories, files and links.
    ///   - contents: the content of each regular file, by its path.
    init(_ operations: [SyncOperation], contents: [FilePath: TarItem.Content]) {
        var deletions: [SyncOperation] = []
        var removals: [SyncOperation] = []
        var moves: [FilePath: [SyncOperation]] = [:]
        var moveOrder: [FilePath] = []
        var modes: [(FilePath, UInt16)] = []
        var directories: [SyncOperation] = []
        for operation in operations {
            switch operation {
            case .delete: deletions.append(operation)
            case .removeDirectory: removals.append(operation)
            case .directory(let path, let mode):
                directories.append(operation)
                if let mode { modes.append((path, mode)) }
            case .file(let path, _), .symbolicLink(let path, _):
                let parent = path.removingLastComponent()
                if moves[parent] == nil { moveOrder.append(parent) }
                moves[parent, default: []].append(operation)
            }
        }
        for part in Self.parts(deletions) {
            add(part, command: "x", words: part.map(\.path.bytes))
        }
        for part in Self.parts(removals) {
            add(part, command: "r", words: part.map(\.path.bytes))
        }
        for operation in directories {
            add([operation], command: "k", words: [operation.path.bytes])
        }
        var stage = 0
        for parent in moveOrder {
            for part in Self.parts(moves[parent] ?? []) {
                for operation in part { addMember(operation, stage: stage, contents) }
                add(
                    part,
                    command: "m d\(stage)",
                    words: [parent.bytes]
                        + part.compactMap { $0.path.lastComponent.map { FilePath(root: nil, [$0]).bytes } }
                )
                stage += 1
            }
        }
        for (path, mode) in modes {
            add(
                [.directory(path, mode: mode)],
                command: "chmod",
                words: [Array(String(mode, radix: 8).utf8), path.bytes]
            )
        }
    }

    private mutating func add(_ operations: [SyncOperation], command: String, words: [[UInt8]]) {
        script.append(command: command, words: words, number: numbered.count)
        numbered.append(operations)
    }

    private mutating func addMember(_ operation: SyncOperation, stage: Int, _ contents: [FilePath: TarItem.Content]) {
        guard let name = operation.path.lastComponent else { return }
        let path = FilePath("d\(stage)").appending(name)
        switch operation {
        case .file(let target, let file):
            guard let content = contents[target] else { return }
            let size: Int64 = if case .bytes(let bytes) = content { Int64(bytes.count) } else { file.metadata.size }
            members.append(
                TarItem(
                    TarEntry(
                        path: path,
                        kind: .file(size: size),
                        mode: file.metadata.mode,
                        userID: file.owner.userID,
                        groupID: file.owner.groupID,
                        modified: file.metadata.modified
                    ),
                    content: content
                )
            )
        case .symbolicLink(_, let target):
            members.append(
                TarItem(TarEntry(path: path, kind: .symbolicLink(target: target), mode: 0o777), content: .none)
            )
        case .delete, .removeDirectory, .directory: return
        }
    }

    /// Cuts a list so that the paths of each part fit into one command.
    private static func parts(_ operations: [SyncOperation]) -> [[SyncOperation]] {
        var parts: [[SyncOperation]] = []
        var size = Int.max / 2
        for operation in operations {
            let length = operation.path.length + 1
            if size + length > wordLimit {
                parts.append([])
                size = 0
            }
            parts[parts.count - 1].append(operation)
            size += length
        }
        return parts
    }
}
