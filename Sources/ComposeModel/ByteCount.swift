/// A size of memory or storage.
///
/// - Unit: bytes; `-1` means "no limit" where the engine knows such a value.
public struct ByteCount: Sendable, Hashable, Codable, Comparable {
    /// The number of bytes.
    public var bytes: Int64

    /// Creates a size.
    public init(bytes: Int64) {
        self.bytes = bytes
    }

    /// Orders by size.
    public static func < (left: ByteCount, right: ByteCount) -> Bool {
        left.bytes < right.bytes
    }
}

extension ByteCount: ExpressibleByIntegerLiteral {
    /// Creates a size from a number of bytes.
    public init(integerLiteral value: Int64) {
        self.init(bytes: value)
    }
}
