import IgnoreRules
import SystemPackage

/// What a container says about one of its files.
struct ContainerFile: Equatable, Sendable {
    var kind: FileMetadata.Kind
    /// The permission bits, with set-user, set-group and sticky.
    var mode: UInt16
    var size: Int64
    var modified: FileMetadata.Timestamp
    var owner: FileOwner

    /// Whether a file of the host has the same time, but for fractions that the container may have lost.
    func hasSecond(of metadata: FileMetadata) -> Bool {
        modified.nanoseconds == 0 && modified.seconds == metadata.modified.seconds
    }

    /// Reads what `stat -c '%f %s %Y %u %g %n'` printed for a list of paths, of which some need not exist.
    ///
    /// The names in the output are compared with those asked for, one after the other, so that line breaks in names do no
    /// harm: a file that cannot be recognised counts as missing.
    static func parse(_ output: [UInt8], asked paths: [FilePath]) -> [FilePath: ContainerFile] {
        var result: [FilePath: ContainerFile] = [:]
        var rest = output[...]
        for path in paths {
            let fields = rest.split(separator: UInt8(ascii: " "), maxSplits: 5, omittingEmptySubsequences: false)
            guard fields.count == 6 else { break }
            let expected = path.bytes + [UInt8(ascii: "\n")]
            guard fields[5].starts(with: expected) else { continue }
            rest = fields[5].dropFirst(expected.count)
            let words = fields[..<5].map { String(decoding: $0, as: UTF8.self) }
            guard let mode = UInt32(words[0], radix: 16), let size = Int64(words[1]),
                let time = FileMetadata.Timestamp(statText: words[2]), let user = UInt32(words[3]),
                let group = UInt32(words[4])
            else { continue }
            let kind: FileMetadata.Kind =
                switch mode & 0xF000 {
                case 0x8000: .file
                case 0x4000: .directory
                case 0xA000: .symbolicLink
                default: .special
                }
            result[path] = ContainerFile(
                kind: kind,
                mode: UInt16(mode & 0o7777),
                size: size,
                modified: time,
                owner: FileOwner(userID: user, groupID: group)
            )
        }
        return result
    }

    /// Reads what `cksum` printed for a list of paths.
    static func parseChecksums(_ output: [UInt8], asked paths: [FilePath]) -> [FilePath: UInt32] {
        var result: [FilePath: UInt32] = [:]
        var rest = output[...]
        for path in paths {
            let fields = rest.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { break }
            let expected = path.bytes + [UInt8(ascii: "\n")]
            guard fields[2].starts(with: expected) else { continue }
            rest = fields[2].dropFirst(expected.count)
            result[path] = UInt32(String(decoding: fields[0], as: UTF8.self))
        }
        return result
    }
}

extension FileMetadata.Timestamp {
    /// Reads seconds with or without nine decimals.
    fileprivate init?(statText: String) {
        let parts = statText.split(separator: ".", maxSplits: 1)
        guard let first = parts.first, let seconds = Int64(first) else { return nil }
        self.init(seconds: seconds, nanoseconds: parts.count > 1 ? Int32(parts[1]) ?? 0 : 0)
    }
}
