/// A host that `ssh` logs in to, and where the engine listens there.
package struct SecureShellHost: Hashable, Sendable {
    /// The user; `nil` leaves it to ssh's configuration.
    package var user: String?
    /// The name or address, or an alias of ssh's configuration. An IPv6 address has no brackets.
    package var host: String
    /// The port; `nil` leaves it to ssh's configuration.
    package var port: UInt16?
    /// The path of the engine's unix socket there; `nil` for what `docker` uses there.
    package var socketPath: String?

    /// Names a host.
    package init(user: String? = nil, host: String, port: UInt16? = nil, socketPath: String? = nil) {
        self.user = user
        self.host = host
        self.port = port
        self.socketPath = socketPath
    }

    /// The arguments for `ssh`, its name first.
    ///
    /// - Source: docker's CLI (`cli/connhelper`).
    func arguments(timeLimit: Duration) -> [String] {
        var arguments = ["ssh", "-o", "ConnectTimeout=\(max(1, timeLimit.components.seconds))", "-T"]
        if let user { arguments += ["-l", user] }
        if let port { arguments += ["-p", String(port)] }
        arguments += ["--", host, "docker"]
        if let socketPath { arguments.append("--host=unix://\(Self.quoted(socketPath))") }
        return arguments + ["system", "dial-stdio"]
    }

    /// The text as one word of the shell at the far side.
    private static func quoted(_ text: String) -> String {
        let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-:@%+=".contains($0)) }
        return isPlain ? text : "'\(text.replacing("'", with: #"'\''"#))'"
    }
}

extension SecureShellHost: CustomStringConvertible {
    /// The URL by which `DOCKER_HOST` would name it.
    package var description: String {
        var text = "ssh://"
        if let user { text += "\(user)@" }
        text += host.contains(":") ? "[\(host)]" : host
        if let port { text += ":\(port)" }
        return text + (socketPath ?? "")
    }
}
