import Foundation
import SystemPackage

/// The program of Debian's package `busybox-static`, which runs in an image of nothing else.
package enum BusyboxProgram {
    /// Why it is not there.
    package struct Missing: Error, CustomStringConvertible {
        /// The failure's sentence.
        package var description: String {
            "there is no statically linked busybox, and Debian's package cannot be downloaded"
        }
    }

    /// Downloads the program.
    ///
    /// - Throws: ``Missing``.
    package static func downloaded() async throws -> [UInt8] {
        try await withTemporaryDirectory { directory in
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", "apt-get download -q busybox-static && dpkg-deb -x busybox-static_*.deb ."]
            process.currentDirectoryURL = URL(filePath: directory.string)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            for path in ["bin/busybox", "usr/bin/busybox"] {
                if let bytes = FileManager.default.contents(atPath: "\(directory)/\(path)") { return Array(bytes) }
            }
            throw Missing()
        }
    }
}
