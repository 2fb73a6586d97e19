#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The files that say where the engine listens.
package protocol EndpointFiles: Sendable {
    /// The bytes of a file; `nil` where it cannot be read.
    func contents(of path: String) -> [UInt8]?
    /// The names in a directory; none where it cannot be read.
    func entries(of directory: String) -> [String]
    /// Whether there is anything at a path.
    func exists(_ path: String) -> Bool
}

/// The files of this host.
package struct HostEndpointFiles: EndpointFiles {
    /// Creates access to the files of this host.
    package init() {}

    /// The bytes of a file; `nil` where it cannot be read.
    package func contents(of path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path).map(Array.init)
    }

    /// The names in a directory; none where it cannot be read.
    package func entries(of directory: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    }

    /// Whether there is anything at a path.
    package func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }
}
