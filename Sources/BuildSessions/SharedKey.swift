internal import CLibrary

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What an engine keeps its copy of a directory under, from one build to the next.
///
/// Builds that take the same files from the same directory of the same machine have the same; others have another one, since
/// a copy would lose with each of them what the other one needs.
package struct SharedKey: Hashable, Sendable {
    /// 32 hexadecimal digits.
    package let text: String

    /// Names a copy.
    ///
    /// - Parameters:
    ///   - machine: what tells this machine from others that use the engine.
    ///   - parts: the directory, and what decides which of its files are taken.
    package init(machine: String = SharedKey.machine, parts: [String]) {
        // A zero is in no path: so no two lists of parts become one text.
        let bytes = Array(([machine] + parts).joined(separator: "\0").utf8)
        text = [0xcbf2_9ce4_8422_2325, 0x6c62_272e_07bb_0142].map { Self.digest(of: bytes, from: $0) }.joined()
    }

    /// What this machine is known by: the identifier that its system was given, or else its name.
    package static let machine: String = {
        if let bytes = FileManager.default.contents(atPath: "/etc/machine-id"), !bytes.isEmpty {
            return String(decoding: bytes, as: UTF8.self)
        }
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }()

    /// The 64-bit FNV-1a digest, in hexadecimal.
    private static func digest(of bytes: [UInt8], from start: UInt64) -> String {
        var value = start
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
