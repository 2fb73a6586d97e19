/// The files and the rule by which a TCP connection is secured with TLS.
///
/// - Source: docker's `DOCKER_CERT_PATH`, and the directory of a docker context.
package struct TransportSecurity: Hashable, Sendable {
    /// A certificate with its key, by which the engine knows this user: paths of PEM files.
    package struct Identity: Hashable, Sendable {
        /// The certificate, followed by those that lead to its authority.
        package var certificate: String
        /// The private key.
        package var key: String

        /// Names the two files.
        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// The path of a PEM file with the authorities that may vouch for the engine; `nil` means those of this host.
    package var authorities: String?
    /// What is shown to the engine; `nil` for nothing.
    package var identity: Identity?
    /// Whether the engine's certificate is checked: who vouches for it, and whether it names the host.
    package var verifiesEngine: Bool

    /// Creates a description.
    package init(authorities: String? = nil, identity: Identity? = nil, verifiesEngine: Bool = true) {
        self.authorities = authorities
        self.identity = identity
        self.verifiesEngine = verifiesEngine
    }
}
