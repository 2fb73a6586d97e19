extension Unreachability {
    /// One lower-case sentence without a final stop; ``reason(_:)`` is its end.
    func text(_ endpoint: EngineEndpoint) -> String {
        let name = endpoint.socketPath ?? endpoint.url
        let sentence =
            switch self {
            case .noSocket: "no engine at '\(name)'"
            case .notPermitted: "no permission to use the engine's socket '\(name)'"
            case .refused: "no engine answers at '\(name)'"
            case .pathTooLong: "the path of the engine's socket is too long: '\(name)'"
            case .insecure: "cannot secure the connection to the engine at '\(name)'"
            case .unusableFile(let path): "cannot use '\(path)', which the engine at '\(name)' needs for TLS"
            case .timedOut, .unknownHost, .noProgram, .programEnded, .system:
                "cannot connect to the engine at '\(name)'"
            }
        return sentence + (reason(endpoint).map { ": \($0)" } ?? "")
    }

    /// Why, in words of this program, of the system, or of a program in between; `nil` where the sentence says it all.
    func reason(_ endpoint: EngineEndpoint) -> String? {
        switch self {
        case .noSocket: "the socket does not exist"
        case .refused where endpoint.socketPath == nil: "nobody listens there"
        case .refused: "the socket exists and nobody listens"
        case .timedOut: "it took too long"
        case .unknownHost: "there is no such host"
        case .noProgram: "there is no 'ssh' program"
        case .programEnded(let code, let lines):
            lines.last.map { "'ssh' says: \($0)" } ?? "'ssh' ended with code \(code)"
        case .insecure(let reason), .system(let reason): reason
        case .notPermitted, .pathTooLong, .unusableFile: nil
        }
    }

    /// What to do about it, in the imperative, where that is known.
    func hint(_ endpoint: EngineEndpoint) -> String? {
        switch (self, endpoint.address) {
        case (.noSocket, _), (.refused, _): return "start the engine, or set DOCKER_HOST to where it listens"
        case (.notPermitted, _): return "run as root, or add your user to the group that owns the socket"
        case (.pathTooLong, _): return "let the engine listen at a shorter path"
        case (.unknownHost, _): return "correct the name of the host in \(endpoint.origin.words)"
        case (.insecure, .tcp(let host, _, let security?)) where security.verifiesEngine:
            let authorities = security.authorities.map { "'\($0)'" } ?? "an authority of this host"
            return "check that \(authorities) vouches for the engine's certificate, and that it names '\(host)'"
        case (.unusableFile, _): return "let the file be readable, in PEM form"
        case (.noProgram, _): return "install OpenSSH's client, or set DOCKER_HOST to another endpoint"
        case (.programEnded, .ssh(let host)):
            let login = host.arguments(timeLimit: .seconds(10)).drop { $0 != "-T" }.dropFirst().filter { $0 != "--" }
            return "make 'ssh \(login.joined(separator: " "))' work without a password"
        case (.timedOut, _), (.insecure, _), (.programEnded, _), (.system, _): return nil
        }
    }
}

extension EngineEndpoint.Origin {
    /// What says where the engine is.
    var words: String {
        switch self {
        case .hostVariable: "DOCKER_HOST"
        case .context(let name): "docker context '\(name)'"
        case .securityVariable, .usualSocket, .explicit: "the endpoint"
        }
    }
}
