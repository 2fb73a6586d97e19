/// Reads the short form of a published port.
///
/// - Shape: `[address:][host port or range:]container port or range[/protocol]`; an IPv6 address may stand in brackets.
/// - Source: Compose Specification, "ports", short syntax.
enum PortSyntax {
    /// One port as it comes out of a short form.
    struct Port: Hashable {
        var target: Int
        var published: String?
        var hostIP: String?
        var transport: String
    }

    /// Why a text is not a port.
    struct Failure: Error, Hashable {
        var reason: String
    }

    /// The ports of a short form: one, or one for each port of a range, in the order docker compose gives them.
    static func ports(_ text: String) throws(Failure) -> [Port] {
        var pieces = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let last = pieces.removeLast()
        let host = pieces.popLast() ?? ""
        let address = try addressText(pieces.joined(separator: ":"))
        let container = last.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let transport = container.count > 1 && !container[1].isEmpty ? container[1].lowercased() : "tcp"
        guard ["tcp", "udp", "sctp"].contains(transport) else {
            throw Failure(reason: "protocol '\(transport)' is none of tcp, udp and sctp")
        }
        guard !container[0].isEmpty else { throw Failure(reason: "the container port is missing") }
        let targets = try range(container[0])
        guard targets.lowerBound > 0 else { throw Failure(reason: "the container port is 0") }
        let hosts = host.isEmpty ? nil : try range(host)
        if let hosts, hosts.count != targets.count, targets.count > 1 {
            throw Failure(reason: "the ranges '\(host)' and '\(container[0])' differ in length")
        }
        let ports = targets.enumerated().map { offset, target in
            Port(
                target: target,
                published: hosts.map { published($0, offset: offset, of: targets.count) },
                hostIP: address,
                transport: transport
            )
        }
        // Docker compose sorts the ports of a range as texts.
        return ports.sorted { "\($0.target)/".utf8.lexicographicallyPrecedes("\($1.target)/".utf8) }
    }

    private static func published(_ hosts: ClosedRange<Int>, offset: Int, of count: Int) -> String {
        if count == 1, hosts.count > 1 { return "\(hosts.lowerBound)-\(hosts.upperBound)" }
        return String(hosts.lowerBound + offset)
    }

    private static func addressText(_ text: String) throws(Failure) -> String? {
        if text.isEmpty { return nil }
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        guard IPAddressSyntax.isAddress(bare) else { throw Failure(reason: "'\(bare)' is not an IP address") }
        return bare
    }

    /// The ports of `8000` or `8000-8010`.
    static func range(_ text: String) throws(Failure) -> ClosedRange<Int> {
        let bounds = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let lower = try port(bounds[0])
        let upper = bounds.count > 1 ? try port(bounds[1]) : lower
        guard lower <= upper else { throw Failure(reason: "the range '\(text)' ends before it begins") }
        return lower...upper
    }

    private static func port(_ text: String) throws(Failure) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(text) else {
            throw Failure(reason: "'\(text)' is not a port number from 0 to 65535")
        }
        return Int(port)
    }
}
