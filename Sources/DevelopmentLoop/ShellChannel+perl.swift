import IgnoreRules
import SystemPackage
import TarArchives

extension ShellChannel {
    /// Sends operations as records.
    func sendRecords(
        _ operations: [SyncOperation],
        _ contents: [FilePath: TarItem.Content],
        target: Int
    ) async throws -> [SyncFailure] {
        var records = PerlRecords()
        var sent: [SyncOperation] = []
        var modes: [SyncOperation] = []
        for operation in operations {
            switch operation {
            case .file(let path, let file):
                guard case .bytes(let bytes) = contents[path] else { continue }
                records.append(path, file, content: bytes)
            case .directory(let path, let mode):
                // A mode may forbid to write: it comes after the files.
                if mode != nil { modes.append(operation) }
                records.append(.directory(path, mode: nil))
            case .delete, .symbolicLink: records.append(operation)
            }
            sent.append(operation)
        }
        for operation in modes { records.append(operation) }
        sent += modes
        try await write(Array("\(records.count) \(target)\n".utf8) + records.bytes)
        return try await failures(of: sent)
    }

    /// Sends a large file piece by piece, and says at the end whether it stayed the same.
    ///
    /// - Returns: what failed; `nil` if the file changed.
    func sendRecord(
        _ path: FilePath,
        _ file: SyncOperation.FileContent,
        reading descriptor: FileDescriptor,
        target: Int
    ) async throws -> [SyncFailure]? {
        defer { try? descriptor.close() }
        var records = PerlRecords()
        records.append(.file(path, file))
        try await write(Array("1 \(target)\n".utf8) + records.bytes)
        var rest = file.metadata.size
        var isUnchanged = true
        while rest > 0 {
            var chunk = try [UInt8](unsafeUninitializedCapacity: Int(min(rest, 262_144))) { buffer, count in
                count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            if chunk.isEmpty {
                isUnchanged = false
                chunk = [UInt8](repeating: 0, count: Int(min(rest, 262_144)))
            }
            rest -= Int64(chunk.count)
            try await write(chunk)
        }
        isUnchanged = try isUnchanged && descriptor.seek(offset: 0, from: .end) == file.metadata.size
        try await write([isUnchanged ? PerlRecords.accepts : PerlRecords.refuses])
        let failures = try await failures(of: [.file(path, file)])
        return isUnchanged ? failures : nil
    }

    private func failures(of sent: [SyncOperation]) async throws -> [SyncFailure] {
        let (isSuccess, body) = try await nextAnswer()
        if isSuccess { return [] }
        return PerlRecords.failures(body).sorted { $0.key < $1.key }.compactMap { number, reason in
            sent.indices.contains(number) ? SyncFailure(path: sent[number].path, reason: reason) : nil
        }
    }
}
