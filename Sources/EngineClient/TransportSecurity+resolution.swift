extension TransportSecurity {
    /// What `DOCKER_TLS_VERIFY`, `DOCKER_TLS` and `DOCKER_CERT_PATH` ask for; `nil` where neither of the first two has a value.
    ///
    /// The files are `ca.pem`, which has to exist, and `cert.pem` and `key.pem`, in `DOCKER_CERT_PATH` or the directory of
    /// docker's configuration. Any value counts, `0` as well.
    ///
    /// - Throws: ``EngineError/credentialMissing(path:)``.
    /// - Source: docker's CLI (`cli/flags/options.go`).
    static func named(
        by environment: [String: String],
        configuration: String,
        files: some EndpointFiles
    ) throws(EngineError) -> TransportSecurity? {
        let isVerified = environment["DOCKER_TLS_VERIFY"]?.isEmpty == false
        guard isVerified || environment["DOCKER_TLS"]?.isEmpty == false else { return nil }
        let named = environment["DOCKER_CERT_PATH"] ?? ""
        let directory = named.isEmpty ? configuration : named
        let security = TransportSecurity(in: directory, verifiesEngine: isVerified, files: files)
        guard security.authorities != nil else { throw .credentialMissing(path: "\(directory)/ca.pem") }
        return security
    }

    /// What a docker context asks for; `nil` for clear text, where it has no files and leaves nothing out.
    ///
    /// - Source: docker's CLI (`cli/context/docker/load.go`).
    static func ofContext(
        in directory: String,
        verifiesEngine: Bool,
        files: some EndpointFiles
    ) -> TransportSecurity? {
        let security = TransportSecurity(in: directory, verifiesEngine: verifiesEngine, files: files)
        return security == TransportSecurity() ? nil : security
    }

    /// Names those of the usual files in a directory that exist; a key without a certificate is none, and the other way round.
    private init(in directory: String, verifiesEngine: Bool, files: some EndpointFiles) {
        let (authorities, certificate, key) = ("\(directory)/ca.pem", "\(directory)/cert.pem", "\(directory)/key.pem")
        self.init(
            authorities: files.exists(authorities) ? authorities : nil,
            identity: files.exists(certificate) && files.exists(key)
                ? Identity(certificate: certificate, key: key) : nil,
            verifiesEngine: verifiesEngine
        )
    }
}
