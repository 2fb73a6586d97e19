/// Reads the short form of a published port.
///
/// - Shape: `[address:][host port or range:]container port or range[/protocol]`; an IPv6 address may stand in brackets.
/// - Source: Compose Specification, "ports", short syntax.
struct PortSyntax {
    private let targets: ClosedRange<Int>
    private let hosts: ClosedRange<Int>?
    private let address: String?
    private let transport: String

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

    /// How many ports the short form stands for.
    var count: Int { targets.count }

    /// Reads a short form.
    init(parsing text: String) throws(Failure) {
        var pieces = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let last = pieces.removeLast()
        let host = pieces.popLast() ?? ""
        address = try Self.addressText(pieces.joined(separator: ":"))
        let container = last.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        transport = container.count > 1 && !container[1].isEmpty ? container[1].lowercased() : "tcp"
        guard ["tcp", "udp", "sctp"].contains(transport) else {
            throw Failure(reason: "protocol '\(transport)' is none of tcp, udp and sctp")
        }
        guard !container[0].isEmpty else { throw Failure(reason: "the container port is missing") }
        targets = try Self.range(container[0])
        guard targets.lowerBound > 0 else { throw Failure(reason: "the container port is 0") }
        hosts = host.isEmpty ? nil : try Self.range(host)
        if let hosts, hosts.count != targets.count, targets.count > 1 {
            throw Failure(reason: "the ranges '\(host)' and '\(container[0])' differ in length")
        }
    }

    /// The ports: one, or one for each port of a range, in the order docker compose gives them.
    var ports: [Port] {
        // Docker compose sorts the ports of a range as texts.
        let sorted = targets.map { (key: "\($0)/", target: $0) }.sorted { left, right in
            left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
        }
        return sorted.map { _, target in
            Port(
                target: target,
                published: hosts.map { published($0, offset: target - targets.lowerBound) },
                hostIP: address,
                transport: transport
            )
        }
    }

    private func published(_ hosts: ClosedRange<Int>, offset: Int) -> String {
        if count == 1, hosts.count > 1 { return "\(hosts.lowerBound)-\(hosts.upperBound)" }
        return String(hosts.lowerBound + offset)
    }

    private static func addressText(_ text: String) throws(Failure) -> String? {
        if text.isEmpty { return nil }
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        guard bare.utf8.count < text.utf8.count || !text.contains(":") else {
            throw Failure(reason: "an address with colons must stand in brackets")
        }
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
