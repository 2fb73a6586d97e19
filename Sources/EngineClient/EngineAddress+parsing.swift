extension EngineAddress {
    /// Reads what `DOCKER_HOST` or a docker context says.
    ///
    /// - Parameters:
    ///   - text: `unix://path`, `tcp://host:port`, `ssh://user@host:port/path`, or `host:port` for a TCP port. A missing
    ///     host of a TCP port is `localhost`, a missing port 2375.
    ///   - security: what secures a TCP connection; is not asked for other addresses.
    /// - Throws: ``EngineError/unsupportedEndpoint(_:)``, ``EngineError/invalidEndpoint(_:_:)``, and what `security` throws.
    /// - Source: docker's CLI (`opts/hosts.go`, `cli/connhelper/ssh`).
    init(
        parsing text: String,
        security: () throws(EngineError) -> TransportSecurity?
    ) throws(EngineError) {
        let separator = text.firstRange(of: "://")
        let scheme = separator.map { String(text[..<$0.lowerBound]) } ?? "tcp"
        let rest = separator.map { text[$0.upperBound...] } ?? text[...]
        switch scheme {
        case "unix":
            guard rest.hasPrefix("/") || rest.isEmpty else { throw .invalidEndpoint(text, .relativePath) }
            self = .unix(path: rest.isEmpty ? Self.systemSocket : String(rest))
        case "tcp":
            if separator == nil, rest.hasPrefix("/") { throw .invalidEndpoint(text, .noScheme) }
            let parts = try Self.parts(of: rest, in: text)
            guard parts.user == nil, parts.path.isEmpty || parts.path == "/" else {
                throw .invalidEndpoint(text, .notOnlyHostAndPort)
            }
            self = .tcp(
                host: parts.host.isEmpty ? "localhost" : String(parts.host),
                port: parts.port ?? 2_375,
                security: try security()
            )
        case "ssh":
            let parts = try Self.parts(of: rest, in: text)
            guard !parts.host.isEmpty else { throw .invalidEndpoint(text, .noHost) }
            if let user = parts.user, user.contains(":") {
                // Errors repeat what was given, but no password.
                let name = user.prefix { $0 != ":" }
                throw .invalidEndpoint("ssh://\(name):…@\(parts.host)", .password)
            }
            self = .ssh(
                SecureShellHost(
                    user: parts.user.map(String.init),
                    host: String(parts.host),
                    port: parts.port,
                    socketPath: parts.path.allSatisfy { $0 == "/" } ? nil : String(parts.path)
                )
            )
        default: throw .unsupportedEndpoint(text)
        }
    }

    private struct Parts {
        var user: Substring?
        var host: Substring
        var port: UInt16?
        var path: Substring
    }

    /// Takes `user@host:port/path` apart.
    private static func parts(of text: Substring, in whole: String) throws(EngineError) -> Parts {
        guard !text.contains(where: { $0 == "?" || $0 == "#" }) else { throw .invalidEndpoint(whole, .query) }
        let end = text.firstIndex(of: "/") ?? text.endIndex
        var authority = text[..<end]
        var parts = Parts(host: "", path: text[end...])
        if let at = authority.lastIndex(of: "@") {
            parts.user = authority[..<at]
            authority = authority[authority.index(after: at)...]
        }
        var port: Substring?
        if authority.hasPrefix("["), let bracket = authority.firstIndex(of: "]") {
            parts.host = authority[authority.index(after: authority.startIndex)..<bracket]
            let rest = authority[authority.index(after: bracket)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw .invalidEndpoint(whole, .port) }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else if let colon = authority.firstIndex(of: ":") {
            parts.host = authority[..<colon]
            port = authority[authority.index(after: colon)...]
        } else {
            parts.host = authority
        }
        if let port, !port.isEmpty {
            guard port.allSatisfy(\.isWholeNumber), let number = UInt16(port), number > 0 else {
                throw .invalidEndpoint(whole, .port)
            }
            parts.port = number
        }
        return parts
    }
}
