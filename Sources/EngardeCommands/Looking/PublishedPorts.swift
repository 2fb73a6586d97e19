import Operations

/// A container's ports in one line: neighbouring ones as a range, what is published on another port behind the rest.
///
/// - Shape: `0.0.0.0:80-81->80-81/tcp, 9000/tcp, 0.0.0.0:8080->443/tcp`.
/// - Source: docker's `DisplayablePorts`.
struct PublishedPorts {
    /// The line.
    let text: String

    private struct Group {
        let address: String
        let transport: String
        let first: UInt16
        var last: UInt16

        var text: String {
            let range = first == last ? "\(first)" : "\(first)-\(last)"
            return (address.isEmpty ? range : "\(PublishedPorts.host(address)):\(range)->\(range)") + "/\(transport)"
        }
    }

    /// Puts ports into words.
    init(_ ports: [ContainerRow.Publisher]) {
        let sorted = ports.sorted {
            ($0.targetPort, $0.url, $0.publishedPort, $0.transport)
                < ($1.targetPort, $1.url, $1.publishedPort, $1.transport)
        }
        var finished: [String] = []
        var open: [Group] = []
        var mapped: [String] = []
        for port in sorted {
            if !port.url.isEmpty, port.publishedPort != port.targetPort {
                mapped.append("\(Self.host(port.url)):\(port.publishedPort)->\(port.targetPort)/\(port.transport)")
                continue
            }
            let group = Group(
                address: port.url,
                transport: port.transport,
                first: port.targetPort,
                last: port.targetPort
            )
            guard let index = open.firstIndex(where: { $0.address == port.url && $0.transport == port.transport })
            else {
                open.append(group)
                continue
            }
            if Int(port.targetPort) == Int(open[index].last) + 1 {
                open[index].last = port.targetPort
            } else {
                finished.append(open[index].text)
                open[index] = group
            }
        }
        text = (finished + open.map(\.text) + mapped).joined(separator: ", ")
    }

    /// An address as it stands before a port: one of IPv6 in brackets.
    static func host(_ address: String) -> String { address.contains(":") ? "[\(address)]" : address }
}
