package import ComposeModel
package import Diagnostics

/// That a service has no address that can be opened.
package struct AddressMissing: DiagnosticConvertible {
    /// The service.
    package var service: ServiceName
    /// Why there is none.
    package var reason: AddressChoice.Failure

    /// Says why a service has none.
    package init(of service: ServiceName, because reason: AddressChoice.Failure) {
        self.service = service
        self.reason = reason
    }

    /// The error as one diagnostic; a session adds its place.
    package var diagnostics: [Diagnostic] {
        [
            Diagnostic(
                code: .addressMissing,
                message: message,
                path: ProjectPath(keys: ["services", service.rawValue]),
                hint: hint
            )
        ]
    }

    private var message: String {
        switch reason {
        case .nothingPublished: "service '\(service)' publishes no port that a browser could open"
        case .notPublished(let port, let others):
            "service '\(service)' does not publish port \(port), but \(Self.list(others))"
        case .noWebServer(let ports):
            "service '\(service)' publishes nothing that looks like a web server, but \(Self.list(ports))"
        }
    }

    private var hint: String {
        switch reason {
        case .nothingPublished: "write the port under 'ports' of the service, and bring it up again"
        case .notPublished(_, let ports): "ask for one that is published, as with '--port \(ports.first ?? 80)'"
        case .noWebServer(let ports): "'--port \(ports.first ?? 80)' opens it all the same"
        }
    }

    private static func list(_ ports: [UInt16]) -> String { ports.map { "\($0)" }.joined(separator: ", ") }
}
