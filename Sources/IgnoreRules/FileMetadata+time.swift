import CLibrary
package import SystemPackage

extension FileMetadata {
    /// When something was last changed; also of a directory, whose ``modified`` says nothing. The start of 1970 for what
    /// cannot be looked at.
    package static func modificationTime(of path: FilePath) -> Timestamp {
        guard let stat = try? path.stat(followTargetSymlink: false) else { return Timestamp(seconds: 0) }
        #if canImport(Darwin)
        let time = stat.rawValue.st_mtimespec
        #else
        let time = stat.rawValue.st_mtim
        #endif
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
    }
}
