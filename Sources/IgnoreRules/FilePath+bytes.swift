package import SystemPackage

extension FilePath {
    /// The bytes of the path, without a terminating zero.
    package var bytes: [UInt8] { withBytes { Array($0) } }

    /// The path with these bytes, up to the first zero.
    package init(bytes: some Collection<UInt8>) {
        self = (bytes.map { CInterop.PlatformChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { FilePath(platformString: $0) } ?? FilePath()
        }
    }

    /// Whether the bytes of the path come before another path's.
    package func precedes(_ other: FilePath) -> Bool {
        withBytes { left in other.withBytes { left.lexicographicallyPrecedes($0) } }
    }

    /// Whether the path is a directory's or lies below it. Both are absolute, or both relative.
    package func isAtOrBelow(_ directory: FilePath) -> Bool {
        withBytes { path in
            directory.withBytes { base in
                guard base.count <= path.count, base.elementsEqual(path.prefix(base.count)) else { return false }
                return path.count == base.count || base.isEmpty || base.last == separator
                    || path[base.count] == separator
            }
        }
    }
}

extension FilePath {
    /// Calls a closure with the bytes of the path, without the terminating zero.
    func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        withPlatformString { pointer in
            let count = length
            return pointer.withMemoryRebound(to: UInt8.self, capacity: count) {
                body(UnsafeBufferPointer(start: $0, count: count))
            }
        }
    }
}

private let separator = UInt8(ascii: "/")
