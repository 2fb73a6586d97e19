import IgnoreRules
import SystemPackage
import TarArchives

/// The encoding of operations for `PerlProgram`: a letter, the path, and what belongs to the kind of operation. Numbers have
/// four bytes, times and sizes eight, the highest first; texts come with their length before them.
struct PerlRecords {
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0

    /// What follows the content of a file that is to be used, and of one that is not.
    static let (accepts, refuses) = (UInt8(ascii: "1"), UInt8(ascii: "0"))

    /// Adds an operation; a file without its content, and then nothing may follow.
    mutating func append(_ operation: SyncOperation) {
        count += 1
        switch operation {
        case .delete(let path): append("D", path)
        case .removeDirectory(let path): append("R", path)
        case .directory(let path, let mode):
            append("K", path)
            append(number: mode.map(UInt32.init) ?? .max)
        case .symbolicLink(let path, let target):
            append("L", path)
            append(text: target)
        case .file(let path, let file):
            append("F", path)
            append(number: UInt32(file.metadata.mode))
            append(number: file.owner.userID)
            append(number: file.owner.groupID)
            append(big: file.metadata.modified.seconds)
            append(number: UInt32(file.metadata.modified.nanoseconds))
            append(big: file.metadata.size)
        }
    }

    /// Adds a regular file with its content.
    mutating func append(_ path: FilePath, _ file: SyncOperation.FileContent, content: [UInt8]) {
        var file = file
        file.metadata.size = Int64(content.count)
        append(.file(path, file))
        bytes += content
        bytes.append(Self.accepts)
    }

    /// Adds a script whose output is wanted.
    mutating func append(script: [UInt8]) {
        count += 1
        bytes.append(UInt8(ascii: "A"))
        append(text: script)
    }

    /// The reasons for which records failed, by their number.
    static func failures(_ body: [UInt8]) -> [Int: String] {
        var result: [Int: String] = [:]
        for line in String(decoding: body, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            if let number = parts.first.flatMap({ Int($0) }) {
                result[number] = parts.count > 1 ? String(parts[1]) : ""
            }
        }
        return result
    }

    private mutating func append(_ kind: String, _ path: FilePath) {
        bytes += kind.utf8
        append(text: path.bytes)
    }

    private mutating func append(text: [UInt8]) {
        append(number: UInt32(text.count))
        bytes += text
    }

    private mutating func append(number: UInt32) {
        withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
    }

    private mutating func append(big: Int64) {
        withUnsafeBytes(of: big.bigEndian) { bytes += $0 }
    }
}
