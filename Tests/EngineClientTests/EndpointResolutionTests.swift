import EngineAPI
import EngineClient
import Testing

@Suite struct EndpointResolutionTests {
    /// Files in memory, by path.
    private struct Files: EndpointFiles {
        var texts: [String: String] = [:]

        func contents(of path: String) -> [UInt8]? { texts[path].map { Array($0.utf8) } }
        func exists(_ path: String) -> Bool { texts[path] != nil }

        func entries(of directory: String) -> [String] {
            let below = texts.keys.filter { $0.hasPrefix(directory + "/") }.map { $0.dropFirst(directory.count + 1) }
            return Set(below.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
        }
    }

    private static let contexts = Files(texts: [
        "/home/u/.docker/config.json": #"{"auths":{},"currentContext":"work"}"#,
        "/home/u/.docker/contexts/meta/a1/meta.json":
            #"{"Name":"work","Metadata":{},"Endpoints":{"docker":{"Host":"unix:///run/work.sock","SkipTLSVerify":false}}}"#,
        "/home/u/.docker/contexts/meta/b2/meta.json":
            #"{"Name":"far","Endpoints":{"docker":{"Host":"ssh://user@far"}}}"#,
        "/home/u/.docker/contexts/meta/c3/meta.json": #"{"Name":"other","Endpoints":{"kubernetes":{}}}"#,
        "/home/u/.docker/contexts/meta/d4/readme": "no context",
        "/var/run/docker.sock": "",
    ])

    private func resolve(
        _ environment: [String: String],
        _ files: Files = contexts,
        context: String? = nil
    ) throws -> EngineEndpoint {
        try EngineEndpoint.resolve(
            context: context,
            environment: environment,
            homeDirectory: "/home/u",
            files: files
        )
    }

    @Test func theContextOnTheCommandLineComesBeforeEverything() throws {
        let variables = ["DOCKER_HOST": "unix:///a/b.sock", "DOCKER_CONTEXT": "far"]
        #expect(
            try resolve(variables, context: "work")
                == EngineEndpoint(socketPath: "/run/work.sock", origin: .context("work"))
        )
        // The default one is what the variable says, and no context otherwise.
        #expect(try resolve(variables, context: "default").socketPath == "/a/b.sock")
        #expect(try resolve(["DOCKER_CONTEXT": "far"], context: "default").socketPath == "/var/run/docker.sock")
        #expect(try resolve(["DOCKER_CONTEXT": "work"], context: "").socketPath == "/run/work.sock")
        let missing = EngineError.contextNotFound("none", directory: "/home/u/.docker/contexts/meta")
        #expect(throws: missing) { try resolve(variables, context: "none") }
    }

    @Test(arguments: [("", nil), ("1.43", 43), ("v1.41", 41), ("1.51", 51)] as [(String, Int?)])
    func theVersionComesFromItsVariable(text: String, minor: Int?) throws {
        #expect(
            try APIVersion.wanted(by: ["DOCKER_API_VERSION": text]) == minor.map { APIVersion(major: 1, minor: $0) }
        )
        #expect(try APIVersion.wanted(by: [:]) == nil)
    }

    @Test(arguments: ["1.40", "1.52", "latest", "1", "vv1.41"])
    func otherVersionsAreErrors(text: String) {
        #expect(throws: EngineError.versionUnusable(text)) { try APIVersion.wanted(by: ["DOCKER_API_VERSION": text]) }
    }

    @Test func theHostVariableComesFirst() throws {
        let endpoint = try resolve(["DOCKER_HOST": "unix:///a/b.sock", "DOCKER_CONTEXT": "far"])
        #expect(endpoint == EngineEndpoint(socketPath: "/a/b.sock", origin: .hostVariable))
        #expect(try resolve(["DOCKER_HOST": "unix://"]).socketPath == "/var/run/docker.sock")
    }

    @Test func theContextVariableComesBeforeTheCurrentContext() throws {
        #expect(
            try resolve(["DOCKER_CONTEXT": "far"])
                == EngineEndpoint(.ssh(SecureShellHost(user: "user", host: "far")), origin: .context("far"))
        )
        #expect(
            try resolve(["DOCKER_HOST": "", "DOCKER_CONTEXT": ""])
                == EngineEndpoint(socketPath: "/run/work.sock", origin: .context("work"))
        )
    }

    @Test func theDefaultContextIsTheUsualSocket() throws {
        let expected = EngineEndpoint(socketPath: "/var/run/docker.sock", origin: .usualSocket)
        #expect(try resolve(["DOCKER_CONTEXT": "default"]) == expected)
        #expect(try resolve([:], Files()) == expected)
    }

    @Test func theConfigurationDirectoryCanBeMoved() throws {
        let files = Files(texts: [
            "/cfg/config.json": #"{"currentContext":"c"}"#,
            "/cfg/contexts/meta/x/meta.json": #"{"Name":"c","Endpoints":{"docker":{"Host":"unix:///c.sock"}}}"#,
        ])
        #expect(try resolve(["DOCKER_CONFIG": "/cfg"], files).socketPath == "/c.sock")
    }

    @Test func theFirstUsualSocketThatExistsIsTaken() throws {
        let runtime = ["XDG_RUNTIME_DIR": "/run/user/7"]
        let rootless = Files(texts: ["/run/user/7/docker.sock": "", "/run/podman/podman.sock": ""])
        #expect(try resolve(runtime, rootless).socketPath == "/run/user/7/docker.sock")
        let podman = Files(texts: ["/run/user/7/podman/podman.sock": "", "/run/podman/podman.sock": ""])
        #expect(try resolve(runtime, podman).socketPath == "/run/user/7/podman/podman.sock")
        #expect(try resolve([:], podman).socketPath == "/run/podman/podman.sock")
        let desktop = Files(texts: ["/home/u/.docker/run/docker.sock": ""])
        #expect(try resolve([:], desktop).socketPath == "/home/u/.docker/run/docker.sock")
    }

    @Test(
        arguments: [
            ("tcp://h:1", .tcp(host: "h", port: 1, security: nil)),
            ("tcp://h:1/", .tcp(host: "h", port: 1, security: nil)),
            ("h:1", .tcp(host: "h", port: 1, security: nil)),
            ("tcp://h", .tcp(host: "h", port: 2_375, security: nil)),
            ("tcp://:1", .tcp(host: "localhost", port: 1, security: nil)),
            ("tcp://", .tcp(host: "localhost", port: 2_375, security: nil)),
            ("tcp://[::1]:7", .tcp(host: "::1", port: 7, security: nil)),
            ("tcp://[::1]", .tcp(host: "::1", port: 2_375, security: nil)),
            ("ssh://h", .ssh(SecureShellHost(host: "h"))),
            ("ssh://a@h:22/", .ssh(SecureShellHost(user: "a", host: "h", port: 22))),
            (
                "ssh://a@[fe80::1]:22/run/d.sock",
                .ssh(SecureShellHost(user: "a", host: "fe80::1", port: 22, socketPath: "/run/d.sock"))
            ),
        ] as [(String, EngineAddress)]
    ) func hostsAreReadAsDockerReadsThem(host: String, address: EngineAddress) throws {
        #expect(try resolve(["DOCKER_HOST": host]) == EngineEndpoint(address, origin: .hostVariable))
    }

    @Test(arguments: [
        EngineAddress.unix(path: "/a/b"), .tcp(host: "h", port: 1, security: nil),
        .tcp(host: "::1", port: 2, security: nil), .ssh(SecureShellHost(host: "h")),
        .ssh(SecureShellHost(user: "u", host: "::1", port: 3, socketPath: "/s")),
    ]) func whatAnAddressIsCalledNamesIt(address: EngineAddress) throws {
        #expect(try resolve(["DOCKER_HOST": "\(address)"]).address == address)
    }

    @Test(arguments: [
        ("npipe:////./pipe/docker_engine", EngineError.unsupportedEndpoint("npipe:////./pipe/docker_engine")),
        ("fd://", .unsupportedEndpoint("fd://")),
        ("http://h:1", .unsupportedEndpoint("http://h:1")),
        ("unix://relative.sock", .invalidEndpoint("unix://relative.sock", .relativePath)),
        ("/var/run/docker.sock", .invalidEndpoint("/var/run/docker.sock", .noScheme)),
        ("tcp://h:x", .invalidEndpoint("tcp://h:x", .port)),
        ("tcp://h:0", .invalidEndpoint("tcp://h:0", .port)),
        ("tcp://h:65536", .invalidEndpoint("tcp://h:65536", .port)),
        ("tcp://[::1]x", .invalidEndpoint("tcp://[::1]x", .port)),
        ("tcp://h:1/base", .invalidEndpoint("tcp://h:1/base", .notOnlyHostAndPort)),
        ("tcp://u@h:1", .invalidEndpoint("tcp://u@h:1", .notOnlyHostAndPort)),
        ("ssh://", .invalidEndpoint("ssh://", .noHost)),
        ("ssh://a@/x", .invalidEndpoint("ssh://a@/x", .noHost)),
        ("ssh://a:secret@h:22", .invalidEndpoint("ssh://a:…@h", .password)),
        ("ssh://h?x", .invalidEndpoint("ssh://h?x", .query)),
        ("ssh://h/s#x", .invalidEndpoint("ssh://h/s#x", .query)),
    ]) func otherEndpointsAreErrors(host: String, error: EngineError) {
        #expect(throws: error) { try resolve(["DOCKER_HOST": host]) }
    }

    @Test func securityComesFromTheVariables() throws {
        let identity = TransportSecurity.Identity(certificate: "/certs/cert.pem", key: "/certs/key.pem")
        let all = Files(texts: ["/certs/ca.pem": "", "/certs/cert.pem": "", "/certs/key.pem": ""])
        let variables = ["DOCKER_HOST": "tcp://h:1", "DOCKER_CERT_PATH": "/certs"]
        func security(_ more: [String: String], _ files: Files) throws -> TransportSecurity? {
            guard case .tcp("h", 1, let security) = try resolve(variables.merging(more) { $1 }, files).address else {
                Issue.record("no TCP endpoint")
                return nil
            }
            return security
        }
        #expect(try security([:], all) == nil)
        #expect(try security(["DOCKER_TLS_VERIFY": "", "DOCKER_TLS": ""], all) == nil)
        // Any value counts, as docker has it.
        #expect(
            try security(["DOCKER_TLS_VERIFY": "0"], all)
                == TransportSecurity(authorities: "/certs/ca.pem", identity: identity)
        )
        #expect(
            try security(["DOCKER_TLS": "1"], all)
                == TransportSecurity(authorities: "/certs/ca.pem", identity: identity, verifiesEngine: false)
        )
        let anonymous = Files(texts: ["/certs/ca.pem": "", "/certs/key.pem": ""])
        #expect(try security(["DOCKER_TLS_VERIFY": "1"], anonymous) == TransportSecurity(authorities: "/certs/ca.pem"))
        #expect(throws: EngineError.credentialMissing(path: "/certs/ca.pem")) {
            try security(["DOCKER_TLS_VERIFY": "1"], Files())
        }
        // Other endpoints are not secured by it, and need none of it.
        #expect(try resolve(["DOCKER_HOST": "unix:///s", "DOCKER_TLS_VERIFY": "1"], Files()).socketPath == "/s")
    }

    @Test func theConfigurationDirectoryHoldsCertificatesToo() throws {
        let files = Files(texts: ["/home/u/.docker/ca.pem": "", "/cfg/ca.pem": ""])
        let expected = TransportSecurity(authorities: "/home/u/.docker/ca.pem")
        // Without a host it is the usual secured port.
        #expect(
            try resolve(["DOCKER_TLS_VERIFY": "1"], files)
                == EngineEndpoint(.tcp(host: "localhost", port: 2_376, security: expected), origin: .securityVariable)
        )
        #expect(
            try resolve(["DOCKER_TLS_VERIFY": "1", "DOCKER_CONFIG": "/cfg", "DOCKER_HOST": "tcp://h"], files).address
                == .tcp(host: "h", port: 2_375, security: TransportSecurity(authorities: "/cfg/ca.pem"))
        )
    }

    @Test func aContextBringsItsOwnSecurity() throws {
        func files(_ more: [String], skips: Bool) -> Files {
            let meta = #"{"Name":"c","Endpoints":{"docker":{"Host":"tcp://h:1","SkipTLSVerify":\#(skips)}}}"#
            var files = Files(texts: ["/home/u/.docker/contexts/meta/id/meta.json": meta])
            for name in more { files.texts["/home/u/.docker/contexts/tls/id/docker/\(name)"] = "" }
            return files
        }
        func address(_ files: Files) throws -> EngineAddress {
            // Those of the variables are not for contexts.
            try resolve(["DOCKER_CONTEXT": "c", "DOCKER_TLS_VERIFY": "1"], files).address
        }
        let directory = "/home/u/.docker/contexts/tls/id/docker"
        let identity = TransportSecurity.Identity(certificate: "\(directory)/cert.pem", key: "\(directory)/key.pem")
        #expect(try address(files([], skips: false)) == .tcp(host: "h", port: 1, security: nil))
        #expect(
            try address(files([], skips: true))
                == .tcp(host: "h", port: 1, security: TransportSecurity(verifiesEngine: false))
        )
        #expect(
            try address(files(["ca.pem", "cert.pem", "key.pem"], skips: false))
                == .tcp(
                    host: "h",
                    port: 1,
                    security: TransportSecurity(authorities: "\(directory)/ca.pem", identity: identity)
                )
        )
    }

    @Test func brokenConfigurationIsAnError() {
        let missing = EngineError.contextNotFound("none", directory: "/home/u/.docker/contexts/meta")
        #expect(throws: missing) { try resolve(["DOCKER_CONTEXT": "none"]) }
        let noHost = EngineError.contextNotFound("other", directory: "/home/u/.docker/contexts/meta")
        #expect(throws: noHost) { try resolve(["DOCKER_CONTEXT": "other"]) }
        let files = Files(texts: ["/home/u/.docker/config.json": "{"])
        #expect(throws: EngineError.configurationMalformed(path: "/home/u/.docker/config.json")) {
            try resolve([:], files)
        }
    }
}
