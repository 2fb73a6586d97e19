/// The ports at which processes of a container listen, as the kernel shows them.
///
/// - Source: `/proc/net/tcp`; state `0A` is a listening socket.
struct ListeningPorts: Sendable, Hashable {
    /// The ports.
    let ports: Set<UInt16>

    /// Reads the kernel's table.
    init(_ table: String) {
        var found: Set<UInt16> = []
        for line in table.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: " ")
            guard fields.count > 3, fields[3] == "0A", let text = fields[1].split(separator: ":").last,
                let port = UInt16(text, radix: 16)
            else { continue }
            found.insert(port)
        }
        ports = found
    }
}
