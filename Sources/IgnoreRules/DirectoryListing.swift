import CLibrary
package import SystemPackage

/// The names in a directory, in the order of their bytes.
package struct DirectoryListing: Sendable {
    /// One name in a directory.
    package struct Entry: Sendable {
        /// The absolute path, or as absolute as the directory's.
        package let path: FilePath
        /// Whether it is a directory; `nil` where the file system does not say and the file must be looked at.
        package let isDirectory: Bool?
    }

    /// What is in the directory, without `.` and `..`.
    package let entries: [Entry]

    /// Reads a directory.
    ///
    /// **Throws:** the error of the system.
    package init(of directory: FilePath) throws(Errno) {
        guard let stream = directory.withPlatformString({ opendir($0) }) else { throw Errno(rawValue: errno) }
        defer { closedir(stream) }
        var entries: [Entry] = []
        while let record = readdir(stream) {
            let type = record.pointee.d_type
            let name = withUnsafePointer(to: &record.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CInterop.PlatformChar.self, capacity: 1) {
                    FilePath.Component(platformString: $0)
                }
            }
            guard let name, name.kind == .regular else { continue }
            let isDirectory: Bool? = type == UInt8(DT_UNKNOWN) ? nil : type == UInt8(DT_DIR)
            entries.append(Entry(path: directory.appending(name), isDirectory: isDirectory))
        }
        self.entries = entries.sorted { $0.path.precedes($1.path) }
    }
}
