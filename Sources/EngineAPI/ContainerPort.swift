/// A port of a container and its protocol, such as `80/tcp`.
package struct ContainerPort: Hashable, Comparable, Sendable, Codable, CodingKeyRepresentable, CustomStringConvertible {
    /// The port number.
    package var number: UInt16
    /// `tcp`, `udp` or `sctp`.
    package var transport: Transport

    /// The protocols that the engine can publish.
    package enum Transport: String, Sendable, Codable, CaseIterable {
        /// TCP, which the engine takes where none is written.
        case tcp
        /// UDP.
        case udp
        /// SCTP.
        case sctp
    }

    /// Creates a port.
    package init(_ number: UInt16, _ transport: Transport = .tcp) {
        self.number = number
        self.transport = transport
    }

    /// Reads `number[/protocol]`; `nil` for anything else, such as a range.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let number = UInt16(parts[0]) else { return nil }
        guard let transport = parts.count == 1 ? .tcp : Transport(rawValue: String(parts[1])) else { return nil }
        self.init(number, transport)
    }

    /// Reads the text form.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let port = ContainerPort(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no container port")
        }
        self = port
    }

    /// Writes the text form.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// `number/protocol`.
    package var description: String { "\(number)/\(transport.rawValue)" }
    /// The key under which this is the key of a JSON object.
    package var codingKey: any CodingKey { EngineCodingKey(description) }
    /// Takes the key of a JSON object.
    package init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }
    /// Orders by number, then by protocol.
    package static func < (left: ContainerPort, right: ContainerPort) -> Bool {
        (left.number, left.transport.rawValue) < (right.number, right.transport.rawValue)
    }
}

extension ContainerPort: KeySetElement {
    /// One port, or those of a range such as `3000-3002/udp`: what a client writes so, the engine keeps so.
    package static func elements(ofKey key: String) -> [ContainerPort]? {
        let parts = key.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let bounds = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        let suffix = parts.count > 1 ? "/\(parts[1])" : ""
        let ports = bounds.compactMap { ContainerPort($0 + suffix) }
        guard (1...2).contains(bounds.count), ports.count == bounds.count, let first = ports.first,
            let last = ports.last,
            first.number <= last.number
        else { return nil }
        return (first.number...last.number).map { ContainerPort($0, first.transport) }
    }
}
