/// A place in a text that names a port of the host, or of a container's own loopback interface: `localhost:8000`.
struct HostPortMention: Sendable {
    /// Where the digits of the port stand.
    let digits: Range<String.Index>
    /// The name or address before the port.
    let host: String
    /// The port.
    let port: UInt16
    /// What stands before `://`, in lower case; `nil` where that is nothing.
    let scheme: String?

    /// The names that mean the host in whatever container.
    private static let hostNames = ["host.docker.internal", "gateway.docker.internal", "host.containers.internal"]
    /// The names that mean whoever uses them.
    private static let loopbackNames = ["localhost", "127.0.0.1", "[::1]"]

    /// Whether the host is meant whoever reads it.
    var namesHost: Bool { Self.hostNames.contains(host) }

    /// The host and the port.
    var text: String { "\(host):\(port)" }

    /// All places of a text, in order.
    static func all(in text: String) -> [HostPortMention] {
        (hostNames + loopbackNames).flatMap { host in
            text.ranges(of: host).compactMap { HostPortMention(host, at: $0, in: text) }
        }
        .sorted { $0.digits.lowerBound < $1.digits.lowerBound }
    }

    private init?(_ host: String, at range: Range<String.Index>, in text: String) {
        let before = text[..<range.lowerBound]
        if let last = before.last, last.isLetter || last.isNumber || ".-_".contains(last) { return nil }
        guard range.upperBound < text.endIndex, text[range.upperBound] == ":" else { return nil }
        let start = text.index(after: range.upperBound)
        let number = text[start...].prefix { $0.isASCII && $0.isNumber }
        guard let port = UInt16(number), port > 0 else { return nil }
        if number.endIndex < text.endIndex, text[number.endIndex].isLetter { return nil }
        digits = number.startIndex..<number.endIndex
        self.host = host
        self.port = port
        scheme = Self.scheme(before)
    }

    /// The scheme of a URL of which all before the host is given, as `postgres` of `postgres://user:password@`.
    private static func scheme(_ text: Substring) -> String? {
        guard let mark = text.ranges(of: "://").last else { return nil }
        guard !text[mark.upperBound...].contains(where: { "/ ,;\"'".contains($0) }) else { return nil }
        let head = text[..<mark.lowerBound]
        let stop = head.lastIndex { !($0.isLetter || $0.isNumber || "+.-".contains($0)) }
        let name = head[(stop.map { head.index(after: $0) } ?? head.startIndex)...]
        return name.isEmpty ? nil : name.lowercased()
    }
}
