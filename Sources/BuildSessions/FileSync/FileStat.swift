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
    /// In bytes; 0 for a further name of a file.
    var size: Int64 = 0
    var modified = FileMetadata.Timestamp(seconds: 0)
    /// Where a symbolic link leads; for a further name of a file the path that it was told of by.
    var target: [UInt8] = []

    /// Files belong to root in an image, whoever they belong to here.
    var protobuf: [UInt8] {
        var message = ProtobufWriter()
        message.write(1, path)
        message.write(2, UInt64(kind.rawValue | goMode))
        message.write(5, size)
        message.write(6, nanoseconds)
        message.write(7, target)
        return message.bytes
    }

    /// The time of the last change, which has its limits in the years 1678 and 2262.
    private var nanoseconds: Int64 {
        let (whole, isTooFar) = modified.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isJustTooFar) = whole.addingReportingOverflow(Int64(modified.nanoseconds))
        guard isTooFar || isJustTooFar else { return sum }
        return modified.seconds < 0 ? .min : .max
    }

    private var goMode: UInt32 {
        var bits = UInt32(mode & 0o777)
        if mode & 0o4000 != 0 { bits |= 0x0080_0000 }
        if mode & 0o2000 != 0 { bits |= 0x0040_0000 }
        if mode & 0o1000 != 0 { bits |= 0x0010_0000 }
        return bits
    }
}
