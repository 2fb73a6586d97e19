internal import EngineAPI
internal import IgnoreRules

/// What is said of a file before it is sent.
///
/// - Source: `types/stat.proto` of fsutil.
struct FileStat: Hashable, Sendable {
    /// What kind of file it is; the bits are those of Go's `os.FileMode`.
    enum Kind: UInt32, Sendable {
        case file = 0
        case directory = 0x8000_0000
        case symbolicLink = 0x0800_0000
    }

    /// The bytes of the path, relative to the directory that is sent.
    var path: [UInt8]
    var kind: Kind
    /// Permissions, and the bits for set-id and sticky.
    var mode: UInt16
    /// In bytes.
    var size: Int64 = 0
    var modified = FileMetadata.Timestamp(seconds: 0)
    /// Where a symbolic link leads.
    var target: [UInt8] = []

    /// Files belong to root in an image, whoever they belong to here.
    var protobuf: [UInt8] {
        var message = ProtobufWriter()
        message.write(1, path)
        message.write(2, UInt64(kind.rawValue | goMode))
        message.write(5, size)
        message.write(6, modified.seconds * 1_000_000_000 + Int64(modified.nanoseconds))
        message.write(7, target)
        return message.bytes
    }

    private var goMode: UInt32 {
        var bits = UInt32(mode & 0o777)
        if mode & 0o4000 != 0 { bits |= 0x0080_0000 }
        if mode & 0o2000 != 0 { bits |= 0x0040_0000 }
        if mode & 0o1000 != 0 { bits |= 0x0010_0000 }
        return bits
    }
}
