package import SystemPackage

extension FilePath {
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

private let separator = UInt8(ascii: "/")
