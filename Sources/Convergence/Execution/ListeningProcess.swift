#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A process of this host that listens on a port.
package struct ListeningProcess: Sendable, Hashable {
    /// Its number.
    package var id: Int
    /// Its program's name, at most 15 characters of it.
    package var name: String

    /// Names a process.
    package init(id: Int, name: String) {
        self.id = id
        self.name = name
    }

    #if os(Linux)
    /// Finds the process that listens on a port, among those that this user may look at.
    ///
    /// - Source: proc(5): the tables of `/proc/net` have a socket's inode, which `/proc/PID/fd` leads to.
    static func find(port: UInt16) -> ListeningProcess? {
        let tables = ["tcp", "tcp6", "udp", "udp6"]
        let sockets = tables.reduce(into: Set<String>()) { sockets, table in
            sockets.formUnion(Self.sockets(boundTo: port, in: text(of: "/proc/net/\(table)") ?? ""))
        }
        guard !sockets.isEmpty else { return nil }
        let links = Set(sockets.map { "socket:[\($0)]" })
        let files = FileManager.default
        let processes = ((try? files.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int($0) }.sorted()
        for process in processes {
            let directory = "/proc/\(process)/fd"
            let descriptors = (try? files.contentsOfDirectory(atPath: directory)) ?? []
            let holdsOne = descriptors.contains { descriptor in
                (try? files.destinationOfSymbolicLink(atPath: "\(directory)/\(descriptor)")).map(links.contains)
                    ?? false
            }
            guard holdsOne else { continue }
            let name = text(of: "/proc/\(process)/comm")?.split(whereSeparator: \.isNewline).first.map(String.init)
            return ListeningProcess(id: process, name: name ?? "?")
        }
        return nil
    }

    private static func text(of path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
    #else
    /// The system does not say who listens.
    static func find(port: UInt16) -> ListeningProcess? { nil }
    #endif

    /// The inodes of the sockets in a table of `/proc/net` that keep others from a port: those of TCP that listen, those of UDP
    /// that are bound.
    ///
    /// - Source: proc_net_tcp.txt of the kernel: `sl local_address rem_address st … uid timeout inode`, addresses and states in
    ///   hexadecimal; 0A is a socket that listens, 07 one of UDP.
    static func sockets(boundTo port: UInt16, in table: String) -> Set<String> {
        let rows = table.split(whereSeparator: \.isNewline).dropFirst()
        return Set(
            rows.compactMap { row in
                let fields = row.split(separator: " ", omittingEmptySubsequences: true)
                guard fields.count > 9, fields[3] == "0A" || fields[3] == "07",
                    let number = fields[1].split(separator: ":").last.flatMap({ UInt16($0, radix: 16) }),
                    number == port, fields[9] != "0"
                else { return nil }
                return String(fields[9])
            }
        )
    }
}
