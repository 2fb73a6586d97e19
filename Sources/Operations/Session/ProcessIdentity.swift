import CLibrary

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A process that is told from a later one with the same number by the time of its start.
package struct ProcessIdentity: Sendable, Hashable, Codable {
    /// The process's number.
    package var pid: Int32
    /// When it started, in the system's own unit.
    package var start: UInt64

    /// The process that runs this code.
    package static var current: ProcessIdentity {
        let pid = getpid()
        return ProcessIdentity(pid: pid, start: startTime(of: pid) ?? 0)
    }

    /// Whether it still runs.
    package var isAlive: Bool { Self.startTime(of: pid) == start }

    /// Sends it a signal, if it still runs.
    package func signal(_ number: Int32) {
        if isAlive { kill(pid, number) }
    }

    /// When a process started; `nil` if there is none, or only what its parent has not yet taken note of.
    private static func startTime(of pid: Int32) -> UInt64? {
        #if os(Linux)
        // - Source: proc_pid_stat(5); the name in parentheses may itself hold parentheses and blanks.
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
        #else
        var information = kinfo_proc()
        var size = MemoryLayout<kinfo_proc>.stride
        var name: [Int32] = [CTL_KERN, KERN_PROC, KERN_PROC_PID, pid]
        guard sysctl(&name, UInt32(name.count), &information, &size, nil, 0) == 0, size > 0 else { return nil }
        let time = information.kp_proc.p_starttime
        return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_usec)
        #endif
    }
}
