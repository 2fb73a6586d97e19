/// The head of an HTTP/1.1 request, as far as one has to know it to hand the request on.
package struct RequestHead: Sendable, Hashable {
    /// The host that the request is for, in lower case and without the port; empty where it names none.
    package var host: String

    /// How far the bytes of a connection tell what the first request is for.
    package enum Reading: Sendable, Hashable {
        /// The head has not come whole.
        case incomplete
        /// The head has.
        case complete(RequestHead)
        /// This is no request.
        case malformed
    }

    /// A head that is longer is none.
    package static let longest = 65_536

    /// Creates a head.
    package init(host: String) { self.host = host }

    /// Reads the first bytes of a connection.
    ///
    /// - Source: RFC 9112, 2.1 and 3.2: lines end with CR LF or LF alone; a target in absolute form says more than
    ///   `Host`.
    package static func read(_ bytes: [UInt8]) -> Reading {
        var lines: [[UInt8]] = [[]]
        for byte in bytes.prefix(longest) {
            guard byte == UInt8(ascii: "\n") else {
                lines[lines.count - 1].append(byte)
                continue
            }
            if lines[lines.count - 1].last == UInt8(ascii: "\r") { lines[lines.count - 1].removeLast() }
            if lines.count > 1, lines[lines.count - 1].isEmpty { return head(of: lines.dropLast()) }
            // Empty lines before a request are passed over.
            if lines.count == 1, lines[0].isEmpty { continue }
            lines.append([])
        }
        return bytes.count < longest ? .incomplete : .malformed
    }

    private static func head(of lines: ArraySlice<[UInt8]>) -> Reading {
        let texts = lines.map { String(decoding: $0, as: UTF8.self) }
        guard let first = texts.first else { return .malformed }
        let words = first.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return .malformed }
        if let absolute = authority(of: words[1]) { return .complete(RequestHead(host: name(of: absolute))) }
        for line in texts.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return .malformed }
            guard line[..<colon].lowercased() == "host" else { continue }
            let value = line[line.index(after: colon)...].filter { $0 != " " && $0 != "\t" }
            return .complete(RequestHead(host: name(of: value)))
        }
        return .complete(RequestHead(host: ""))
    }

    /// The authority of a target in absolute form, as clients of proxies write it.
    private static func authority(of target: Substring) -> String? {
        for scheme in ["http://", "ws://"] where target.lowercased().hasPrefix(scheme) {
            return String(target.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" })
        }
        return nil
    }

    /// A host without its port.
    private static func name(of authority: String) -> String {
        if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }).lowercased() }
        return String(authority.prefix { $0 != ":" }).lowercased()
    }
}
