package import EngineAPI
package import EngineServer
import OrderedCollections
import Synchronization
import SystemPackage
import TarArchives

extension ScriptedStore {
    /// What is at a path of a container.
    struct StoredFile {
        var entry: TarEntry
        var content: [UInt8]
    }

    /// The text of a file of a container; `nil` where there is none.
    ///
    /// - Parameter path: absolute.
    package func file(_ path: String, in container: String) -> String? {
        state.withLock { state in
            guard let found = try? state.container(ContainerID(container)).files[FilePath(path)],
                case .file = found.entry.kind
            else { return nil }
            return String(decoding: found.content, as: UTF8.self)
        }
    }

    /// Takes paths of a container away, with what is below them, as `rm -rf` does.
    package func removeFiles(_ paths: [String], in container: String) {
        state.withLock { state in
            guard let id = try? state.container(ContainerID(container)).inspection.id else { return }
            for path in paths.map({ FilePath($0) }) {
                state.containers[id]?.files.removeAll { $0.key == path || $0.key.starts(with: path) }
            }
        }
    }

    package func status(of path: String, in container: ContainerID) async throws -> PathStatus {
        try await reach(.pathStatus, name(of: container))
        let found = try state.withLock { try $0.container(container) }
        let place = FilePath(path).lexicallyNormalized()
        let root = TarEntry(path: place, kind: .directory, mode: 0o755)
        guard let entry = place.components.isEmpty ? root : found.files[place]?.entry else {
            throw BackendError.notFound("Could not find the file \(path) in container \(found.inspection.id)")
        }
        let mode = UInt64(entry.mode)
        let name = place.lastComponent?.string ?? "/"
        return switch entry.kind {
        case .directory: PathStatus(name: name, mode: mode | 1 << 31)
        case .symbolicLink(let target):
            PathStatus(name: name, mode: mode | 1 << 27, linkTarget: String(decoding: target, as: UTF8.self))
        case .file(let size): PathStatus(name: name, mode: mode, size: size)
        case .hardLink, .other: PathStatus(name: name, mode: mode)
        }
    }

    package func changes(in container: ContainerID) async throws -> [PathChange] {
        try await reach(.changes, name(of: container))
        return try state.withLock { state in
            let found = try state.container(container)
            let original = (state.scripts[found.service] ?? Script()).files
            var changes: [PathChange] = found.files.compactMap { path, file in
                guard case .file = file.entry.kind else { return nil }
                guard let text = original[path.string] else { return PathChange(path: path.string, kind: .added) }
                return Array(text.utf8) == file.content ? nil : PathChange(path: path.string, kind: .modified)
            }
            for path in original.keys where found.files[FilePath(path)] == nil {
                changes.append(PathChange(path: path, kind: .deleted))
            }
            return changes.sorted { $0.path < $1.path }
        }
    }

    package func export(_ container: ContainerID) async throws -> BackendStream<[UInt8]> {
        try await reach(.export, name(of: container))
        let found = try state.withLock { try $0.container(container) }
        let items: [TarItem] = found.files.map { path, file in
            var entry = file.entry
            entry.path = FilePath(root: nil, path.components)
            return TarItem(entry, content: file.content.isEmpty ? .none : .bytes(file.content))
        }
        return Self.stream(of: [try TarEncoder.encode(items)])
    }

    package func archive(from container: ContainerID, at path: String) async throws -> BackendStream<[UInt8]> {
        try await reach(.archive, name(of: container))
        let found = try state.withLock { try $0.container(container) }
        let root = FilePath(path).lexicallyNormalized()
        let whole: FilePath = "."
        // With `/.` at the end what is in the directory is meant.
        let name = path.hasSuffix("/.") ? whole : root.lastComponent.map { FilePath(root: nil, [$0]) } ?? whole
        var items: [TarItem] = found.files.compactMap { path, file in
            guard path.starts(with: root) else { return nil }
            var entry = file.entry
            entry.path = path.components.dropFirst(root.components.count).reduce(into: name) { $0.append($1) }
            return TarItem(entry, content: file.content.isEmpty ? .none : .bytes(file.content))
        }
        if root.components.isEmpty {
            items.insert(TarItem(TarEntry(path: name, kind: .directory, mode: 0o755)), at: 0)
        }
        guard !items.isEmpty else {
            throw BackendError.notFound(
                "Could not find the file \(path) in container \(found.inspection.id)"
            )
        }
        return Self.stream(of: [try TarEncoder.encode(items)])
    }

    package func putArchive(
        _ archive: [UInt8],
        into container: ContainerID,
        at path: String,
        keepsTypes: Bool
    ) async throws {
        try await reach(.putArchive, name(of: container))
        let members: [(entry: TarEntry, content: [UInt8])]
        do {
            members = try TarDecoder.decode(archive)
        } catch {
            throw BackendError.system("Error processing tar file(exit status 1): \(error)")
        }
        try state.withLock { state in
            let found = try state.container(container).inspection.id
            let root = FilePath(path).lexicallyNormalized()
            guard root.components.isEmpty || state.containers[found]?.files[root]?.entry.kind == .directory else {
                throw BackendError.notFound("Could not find the file \(path) in container \(found)")
            }
            for (entry, content) in members {
                let place = root.pushing(entry.path.removingRoot()).lexicallyNormalized()
                let isDirectory = state.containers[found]?.files[place].map { $0.entry.kind == .directory }
                if keepsTypes, let isDirectory, isDirectory != (entry.kind == .directory) {
                    throw BackendError.invalidParameter(
                        "cannot overwrite \(isDirectory ? "directory" : "non-directory") '\(place)'"
                    )
                }
                state.put(content, entry, at: place, in: found)
            }
        }
    }
}

extension ScriptedStore.State {
    /// Puts a text there.
    mutating func put(_ text: String, at path: String, in id: ContainerID) {
        let content = Array(text.utf8)
        let entry = TarEntry(path: FilePath(path), kind: .file(size: Int64(content.count)))
        put(content, entry, at: FilePath(path), in: id)
    }

    /// Puts a file there, and the directories above it where they are missing.
    mutating func put(_ content: [UInt8], _ entry: TarEntry, at path: FilePath, in id: ContainerID) {
        guard !path.components.isEmpty else { return }
        var parent = path.removingLastComponent()
        var missing: [FilePath] = []
        while !parent.components.isEmpty, containers[id]?.files[parent] == nil {
            missing.append(parent)
            parent.removeLastComponent()
        }
        for directory in missing.reversed() {
            let entry = TarEntry(path: directory, kind: .directory, mode: 0o755)
            containers[id]?.files[directory] = ScriptedStore.StoredFile(entry: entry, content: [])
        }
        if entry.kind != .directory { containers[id]?.files.removeAll { $0.key != path && $0.key.starts(with: path) } }
        containers[id]?.files[path] = ScriptedStore.StoredFile(entry: entry, content: content)
    }
}
