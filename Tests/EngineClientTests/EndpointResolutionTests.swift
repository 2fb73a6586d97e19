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

    private func resolve(_ environment: [String: String], _ files: Files = contexts) throws -> EngineEndpoint {
        try EngineEndpoint.resolve(environment: environment, homeDirectory: "/home/u", files: files)
    }

    @Test func theHostVariableComesFirst() throws {
        let endpoint = try resolve(["DOCKER_HOST": "unix:///a/b.sock", "DOCKER_CONTEXT": "far"])
        #expect(endpoint == EngineEndpoint(socketPath: "/a/b.sock", origin: .hostVariable))
        #expect(try resolve(["DOCKER_HOST": "unix://"]).socketPath == "/var/run/docker.sock")
    }

    @Test func theContextVariableComesBeforeTheCurrentContext() throws {
        #expect(throws: EngineError.unsupportedEndpoint("ssh://user@far")) { try resolve(["DOCKER_CONTEXT": "far"]) }
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

    @Test(arguments: [
        ("tcp://127.0.0.1:2375", EngineError.unsupportedEndpoint("tcp://127.0.0.1:2375")),
        ("ssh://a@b", .unsupportedEndpoint("ssh://a@b")),
        ("npipe:////./pipe/docker_engine", .unsupportedEndpoint("npipe:////./pipe/docker_engine")),
        ("fd://", .unsupportedEndpoint("fd://")),
        ("unix://relative.sock", .invalidEndpoint("unix://relative.sock")),
        ("/var/run/docker.sock", .invalidEndpoint("/var/run/docker.sock")),
    ]) func otherEndpointsAreErrors(host: String, error: EngineError) {
        #expect(throws: error) { try resolve(["DOCKER_HOST": host]) }
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
