package import EngineClient
import Foundation

extension EngineDoor {
    /// A client that goes through the door.
    ///
    /// - Parameter kind: that of the door.
    package func client(_ kind: Kind) -> EngineClient {
        switch kind {
        case .tcp: return EngineClient(endpoint: EngineEndpoint(.tcp(host: "127.0.0.1", port: port, security: nil)))
        case .tls:
            let security = TransportSecurity(
                authorities: "\(directory)/ca.pem",
                identity: .init(certificate: "\(directory)/cert.pem", key: "\(directory)/key.pem")
            )
            return EngineClient(
                endpoint: EngineEndpoint(.tcp(host: "127.0.0.1", port: port, security: security))
            )
        case .ssh:
            var environment = ProcessInfo.processInfo.environment
            environment["PATH"] = "\(directory)/bin:\(environment["PATH"] ?? "")"
            let host = SecureShellHost(user: NSUserName(), host: "127.0.0.1", port: port)
            return EngineClient(endpoint: EngineEndpoint(.ssh(host)), environment: environment)
        }
    }
}
