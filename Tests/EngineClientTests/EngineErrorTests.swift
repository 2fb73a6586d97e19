import EngineAPI
import Foundation
import NIOCore
import Testing

@testable import EngineClient

@Suite struct EngineErrorTests {
    private static let unix = EngineEndpoint(socketPath: "/run/x.sock")
    private static let port = EngineEndpoint(
        .tcp(host: "h", port: 2_376, security: TransportSecurity(authorities: "/c/ca.pem")),
        origin: .context("c")
    )
    private static let shell = EngineEndpoint(
        .ssh(SecureShellHost(user: "u", host: "h", port: 7, socketPath: "/it's"))
    )

    @Test(
        arguments: [
            (
                .unreachable(unix, .noSocket), "no engine at '/run/x.sock': the socket does not exist",
                "start the engine, or set DOCKER_HOST to where it listens"
            ),
            (
                .unreachable(unix, .notPermitted), "no permission to use the engine's socket '/run/x.sock'",
                "run as root, or add your user to the group that owns the socket"
            ),
            (
                .unreachable(unix, .refused),
                "no engine answers at '/run/x.sock': the socket exists and nobody listens",
                "start the engine, or set DOCKER_HOST to where it listens"
            ),
            (
                .unreachable(port, .refused), "no engine answers at 'tcp://h:2376': nobody listens there",
                "start the engine, or set DOCKER_HOST to where it listens"
            ),
            (
                .unreachable(port, .unknownHost),
                "cannot connect to the engine at 'tcp://h:2376': there is no such host",
                "correct the name of the host in docker context 'c'"
            ),
            (
                .unreachable(port, .insecure(reason: "certificate verify failed")),
                "cannot secure the connection to the engine at 'tcp://h:2376': certificate verify failed",
                "check that '/c/ca.pem' vouches for the engine's certificate, and that it names 'h'"
            ),
            (
                .unreachable(port, .unusableFile(path: "/c/ca.pem")),
                "cannot use '/c/ca.pem', which the engine at 'tcp://h:2376' needs for TLS",
                "let the file be readable, in PEM form"
            ),
            (
                .unreachable(
                    shell,
                    .programEnded(code: 255, lines: ["banner", "u@h: Permission denied (publickey)."])
                ),
                "cannot connect to the engine at 'ssh://u@h:7/it''s': 'ssh' says: u@h: Permission denied (publickey)."
                    .replacing("''", with: "'"),
                #"make 'ssh -l u -p 7 h docker --host=unix://'/it'\''s' system dial-stdio' work without a password"#
            ),
            (
                .unreachable(shell, .programEnded(code: 1, lines: [])),
                "cannot connect to the engine at 'ssh://u@h:7/it's': 'ssh' ended with code 1",
                #"make 'ssh -l u -p 7 h docker --host=unix://'/it'\''s' system dial-stdio' work without a password"#
            ),
            (
                .unreachable(shell, .noProgram),
                "cannot connect to the engine at 'ssh://u@h:7/it's': there is no 'ssh' program",
                "install OpenSSH's client, or set DOCKER_HOST to another endpoint"
            ),
            (
                .unsupportedEndpoint("npipe://x"),
                "engine endpoint 'npipe://x' is not supported: only 'unix://', 'tcp://' and 'ssh://' endpoints are",
                "set DOCKER_HOST to a 'unix://', 'tcp://' or 'ssh://' endpoint"
            ),
            (
                .invalidEndpoint("tcp://h:x", .port),
                "engine endpoint 'tcp://h:x' has a port that is no number from 1 to 65535",
                "write it as 'tcp://host:2375'"
            ),
            (
                .invalidEndpoint("x.sock", .relativePath),
                "engine endpoint 'x.sock' is not a URL with an absolute path",
                "write it as 'unix:///path/to/socket'"
            ),
            (
                .credentialMissing(path: "/c/ca.pem"),
                "the connection to the engine is to be secured, and '/c/ca.pem' does not exist",
                "set DOCKER_CERT_PATH to the directory of 'ca.pem', 'cert.pem' and 'key.pem'"
            ),
            (
                .apiTooOld(engine: APIVersion(major: 1, minor: 39)),
                "the engine speaks version 1.39 of its API, and at least 1.41 is needed",
                "use Docker Engine 20.10 or newer"
            ),
            (
                .versionUnusable("1.40"),
                "DOCKER_API_VERSION is '1.40', and the versions from 1.41 to 1.51 are spoken",
                "unset DOCKER_API_VERSION, the newest version that both know is spoken then"
            ),
            (
                .notFound(.image("app:dev"), message: "No such image: app:dev"),
                "image 'app:dev' does not exist: No such image: app:dev", nil
            ),
            (
                .portInUse(
                    HostPort(address: "::", number: 80),
                    container: "p-web-1",
                    message: "port is already allocated"
                ),
                "port '[::]:80' of the host, needed by container 'p-web-1', is in use: port is already allocated",
                "stop what uses the port, or publish another one"
            ),
            (
                .rejected(request: "GET /info", status: 500, message: "oops"),
                "the engine refused 'GET /info' with status 500: oops", nil
            ),
            (
                .buildFailed(BuildFailure(step: "[2/3] RUN make", message: "exit code: 2")),
                "build failed at '[2/3] RUN make': exit code: 2", nil
            ),
            (
                .timedOut(request: "GET /info", limit: .seconds(2)),
                "the engine did not answer 'GET /info' within 2.0 seconds", nil
            ),
        ] as [(EngineError, String, String?)]
    ) func textAndHint(error: EngineError, text: String, hint: String?) {
        #expect("\(error)" == text)
        #expect(error.hint == hint)
    }

    /// What engines have been seen to say about ports, and what must not be taken for it.
    @Test(arguments: [
        (
            "driver failed programming external connectivity on endpoint p-web-1 (0f3c): Bind for 0.0.0.0:8080 failed: "
                + "port is already allocated", HostPort(address: "0.0.0.0", number: 8_080)
        ),
        (
            "driver failed programming external connectivity on endpoint a (b): Error starting userland proxy: "
                + "listen tcp4 127.0.0.1:5432: bind: address already in use",
            HostPort(address: "127.0.0.1", number: 5_432)
        ),
        (
            "failed to set up container networking: failed to bind host port for 0.0.0.0:8080:172.17.0.2:80/tcp: "
                + "address already in use", HostPort(address: "0.0.0.0", number: 8_080)
        ),
        ("failed to bind host port [::]:443/tcp: address already in use", HostPort(address: "::", number: 443)),
        ("rootlessport listen tcp :8080: bind: address already in use", HostPort(address: "", number: 8_080)),
        ("Bind for :::53 failed: port is already allocated", nil),
        ("listen unix /x: bind: address already in use", nil),
        ("no space left on device", nil),
        ("listen tcp4 0.0.0.0:80: bind: permission denied", nil),
    ]) func takenPortsAreRecognised(message: String, port: HostPort?) {
        #expect(EngineError.takenPort(in: message) == port)
    }

    @Test(arguments: [
        (ENOENT, Unreachability.noSocket), (ENOTDIR, .noSocket), (EACCES, .notPermitted), (ECONNREFUSED, .refused),
        (ETIMEDOUT, .timedOut), (ENFILE, .system(reason: "Too many open files in system")),
    ]) func connectionErrorsAreNamed(code: Int32, reason: Unreachability) {
        #expect(Unreachability(IOError(errnoCode: code, reason: "connect")) == reason)
    }

    @Test func socketsThatAreNone() async throws {
        func error(at path: String) async -> EngineError? {
            await #expect(throws: EngineError.self) {
                _ = try await EngineClient(endpoint: EngineEndpoint(socketPath: path)).ping()
            }
        }
        let path = "/tmp/engarde-test-\(UInt64.random(in: 0...UInt64.max))"
        func unreachable(_ path: String, _ reason: Unreachability) -> EngineError {
            .unreachable(EngineEndpoint(socketPath: path), reason)
        }
        #expect(await error(at: path) == unreachable(path, .noSocket))
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        #expect(await error(at: path) == unreachable(path, .refused))
        #expect(await error(at: path + "/below") == unreachable(path + "/below", .noSocket))
        try FileManager.default.removeItem(atPath: path)
        let long = "/tmp/" + String(repeating: "x", count: 200)
        #expect(await error(at: long) == unreachable(long, .pathTooLong))
    }

    @Test func statusDecides() {
        let request = EngineRequest(.post, "/containers/c/start", about: .container("c"))
        let body = { (text: String) in Array(#"{"message":"\#(text)"}"#.utf8) }
        #expect(
            EngineError.answer(status: 404, body: body("m"), request: request)
                == .notFound(.container("c"), message: "m")
        )
        #expect(
            EngineError.answer(status: 409, body: body("m"), request: request)
                == .conflict(.container("c"), message: "m")
        )
        #expect(
            EngineError.answer(status: 500, body: body("m"), request: request)
                == .rejected(request: "POST /containers/c/start", status: 500, message: "m")
        )
        #expect(
            EngineError.answer(
                status: 500,
                body: body("Bind for 0.0.0.0:80 failed: port is already allocated"),
                request: request
            )
                == .portInUse(
                    HostPort(address: "0.0.0.0", number: 80),
                    container: "c",
                    message: "Bind for 0.0.0.0:80 failed: port is already allocated"
                )
        )
    }

    @Test(arguments: [
        (#"{"message":"m"}"#, "m"), (#"{"message":""}"#, #"{"message":""}"#), ("page not found\n", "page not found"),
        ("<html>\n<body>", "<html>"), ("", "status 502 without a message"), ("\n \n", "status 502 without a message"),
    ]) func wordsOfAnyBody(body: String, words: String) {
        #expect(EngineError.words(of: Array(body.utf8), status: 502) == words)
    }
}
