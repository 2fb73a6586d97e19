import CLibrary
package import SystemPackage

extension FilePath {
    /// The bytes of what a symbolic link points to, exactly as they are written in the link.
    ///
    /// **Throws:** the error of the system, `.invalidArgument` if the path is not a symbolic link.
    package func symbolicLinkTarget() throws(Errno) -> [UInt8] {
        var buffer = [CInterop.PlatformChar](repeating: 0, count: Int(PATH_MAX))
        let count = withPlatformString { readlink($0, &buffer, Int(PATH_MAX)) }
        guard count >= 0 else { throw Errno(rawValue: errno) }
        return buffer.prefix(count).map { UInt8(bitPattern: $0) }
    }
}
