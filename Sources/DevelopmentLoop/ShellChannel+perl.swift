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
            case .delete, .removeDirectory, .symbolicLink: records.append(operation)
            }
            sent.append(operation)
        }
        for operation in modes { records.append(operation) }
        sent += modes
        let seal = Self.newSeal()
        let frame = Array("\(records.count) \(target)\n".utf8) + records.bytes + seal.utf8
        let answer = try await exchange(about: Int64(frame.count), seal: seal, bound: 0) { try await write(frame) }
        return Self.failures(answer, of: sent)
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
        let seal = Self.newSeal()
        let head = Array("1 \(target)\n".utf8) + records.bytes
        var isUnchanged = true
        let answer = try await exchange(about: file.metadata.size, seal: seal, bound: 0) {
            try await write(head)
            isUnchanged = try await sendContent(of: descriptor, size: file.metadata.size)
            isUnchanged = isUnchanged && (try? FileMetadata(of: descriptor)) == file.metadata
            try await write([isUnchanged ? PerlRecords.accepts : PerlRecords.refuses] + seal.utf8)
        }
        let failures = Self.failures(answer, of: [.file(path, file)])
        return isUnchanged ? failures : nil
    }

    /// Sends so many bytes of a file; zeros stand for what it does not have any more, and then the result is `false`.
    private func sendContent(of descriptor: FileDescriptor, size: Int64) async throws -> Bool {
        var rest = size
        var isWhole = true
        while rest > 0 {
            var chunk = try [UInt8](unsafeUninitializedCapacity: Int(min(rest, 262_144))) { buffer, count in
                count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            if chunk.isEmpty {
                isWhole = false
                chunk = [UInt8](repeating: 0, count: Int(min(rest, 262_144)))
            }
            rest -= Int64(chunk.count)
            try await write(chunk)
        }
        return isWhole
    }

    private static func failures(_ answer: SyncAnswer, of sent: [SyncOperation]) -> [SyncFailure] {
        if answer.isSuccess { return [] }
        return PerlRecords.failures(answer.body).sorted { $0.key < $1.key }.compactMap { number, reason in
            sent.indices.contains(number) ? SyncFailure(path: sent[number].path, reason: reason) : nil
        }
    }
}
