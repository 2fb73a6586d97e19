import EngineAPI
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import EngineClient

/// Docker's configuration and fake helper programs, and what comes of them.
@Suite struct RegistryCredentialsTests {
    private static let secret = "pass:w0rd?>~"

    /// A directory with a configuration and helper programs, each the text of a shell script.
    private final class Kept: Sendable {
        let credentials: RegistryCredentials
        let failures = Mutex<[String]>([])
        let path: String

        func authorization(for image: String) async throws -> RegistryAuthorization? {
            try await credentials.authorization(for: ImageReference(image)) { note($0) }
        }

        func all() async throws -> [String: RegistryAuthorization] { try await credentials.all { note($0) } }

        var told: [String] { failures.withLock(\.self) }

        private func note(_ failure: RegistryCredentials.Failure) {
            failures.withLock { $0.append("\(failure)".replacing(path, with: "DIR")) }
        }

        init(path: String) {
            self.path = path
            credentials = RegistryCredentials(
                environment: ["DOCKER_CONFIG": path, "PATH": "\(path):/usr/bin:/bin"],
                homeDirectory: "/nowhere"
            )
        }
    }

    private func with<Value>(
        _ configuration: String?,
        programs: [String: String] = [:],
        _ body: (Kept) async throws -> Value
    ) async throws -> Value {
        let directory = FileManager.default.temporaryDirectory.appending(path: "engarde-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.path(percentEncoded: false)
        if let configuration { try Data(configuration.utf8).write(to: directory.appending(path: "config.json")) }
        for (name, script) in programs {
            let file = directory.appending(path: "docker-credential-\(name)")
            try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
        return try await body(Kept(path: path))
    }

    private func user(_ name: String, _ password: String = secret, at server: String) -> RegistryAuthorization {
        var authorization = RegistryAuthorization(serverAddress: server)
        authorization.username = name
        authorization.password = password
        return authorization
    }

    @Test(
        arguments: [
            ("redis", nil), ("library/redis:7", nil), ("docker.io/library/redis", nil), ("team/app@sha256:00", nil),
            ("ghcr.io/team/app:1", "ghcr.io"), ("localhost/app", "localhost"), ("localhost:5000/app", "localhost:5000"),
            ("registry:443/a/b:c", "registry:443"),
        ] as [(String, String?)]
    )
    func theRegistryIsTheFirstPartOfAReference(image: String, host: String?) {
        #expect(ImageReference(image).registryHost == host)
    }

    @Test func entriesOfTheConfigurationAreUsed() async throws {
        let auth = Data("ann:\(Self.secret)".utf8).base64EncodedString()
        let configuration = """
            {"auths": {
                "https://index.docker.io/v1/": {"auth": "\(auth)"},
                "ghcr.io": {"identitytoken": "t0ken"},
                "https://old.example.com/v1/": {"username": "bob", "password": "\(Self.secret)"},
                "empty.example.com": {}
            }}
            """
        try await with(configuration) { kept in
            let hub = RegistryCredentials.dockerHub
            #expect(try await kept.authorization(for: "redis") == user("ann", at: hub))
            #expect(try await kept.authorization(for: "docker.io/team/app:1") == user("ann", at: hub))
            var token = RegistryAuthorization(serverAddress: "ghcr.io")
            token.identityToken = "t0ken"
            #expect(try await kept.authorization(for: "ghcr.io/a/b") == token)
            let old = try await kept.authorization(for: "old.example.com/a")
            #expect(old == user("bob", at: "old.example.com"))
            #expect(try await kept.authorization(for: "empty.example.com/a") == nil)
            #expect(try await kept.authorization(for: "other.example.com/a") == nil)
            #expect(try await kept.all().keys.sorted() == ["ghcr.io", hub, "https://old.example.com/v1/"])
            #expect(kept.told.isEmpty)
        }
    }

    @Test func helperProgramsAreAskedForTheRegistry() async throws {
        let programs = [
            "one":
                #"read -r server; [ "$1" = get ] && echo "{\"ServerURL\":\"x\",\"Username\":\"$server\",\"Secret\":\"s\"}""#,
            "two": #"echo '{"ServerURL":"x","Username":"<token>","Secret":"t0ken"}'"#,
        ]
        let configuration = """
            {"auths": {"a.example.com": {}, "b.example.com": {"username": "no", "password": "no"}},
             "credsStore": "one", "credHelpers": {"b.example.com": "two"}}
            """
        try await with(configuration, programs: programs) { kept in
            let first = try await kept.authorization(for: "a.example.com/x")
            #expect(first == user("a.example.com", "s", at: "a.example.com"))
            let hub = RegistryCredentials.dockerHub
            #expect(try await kept.authorization(for: "redis") == user(hub, "s", at: hub))
            var token = RegistryAuthorization(serverAddress: "b.example.com")
            token.identityToken = "t0ken"
            #expect(try await kept.authorization(for: "b.example.com/x") == token)
            #expect(try await kept.all().keys.sorted() == ["a.example.com", "b.example.com"])
            #expect(kept.told.isEmpty)
        }
    }

    @Test(
        arguments: [
            ("exit 3", "ended with code 3"), ("echo '\(secret)'; exit 1", "ended with code 1"),
            ("kill -9 $$", "ended with code 137"), ("echo '\(secret)'", "answers with something else than credentials"),
            ("", "answers with something else than credentials"),
        ]
    )
    func whyAHelperGaveNothingIsToldOnceAndWithoutSecrets(script: String, reason: String) async throws {
        try await with(#"{"credsStore": "odd"}"#, programs: ["odd": script]) { kept in
            for _ in 0..<2 {
                let authorization = try await kept.authorization(for: "ghcr.io/a")
                #expect(authorization == nil)
            }
            #expect(kept.told == ["the credentials for 'ghcr.io' are not used: 'docker-credential-odd' \(reason)"])
        }
    }

    @Test func aHelperWithoutAnythingForTheRegistryIsNoFailure() async throws {
        let script = "echo credentials not found in native keychain; exit 1"
        try await with(#"{"credsStore": "none"}"#, programs: ["none": script]) { kept in
            let authorization = try await kept.authorization(for: "ghcr.io/a")
            #expect(authorization == nil)
            #expect(kept.told.isEmpty)
        }
    }

    @Test func aHelperThatIsJustBeingInstalledIsWaitedFor() async throws {
        let answer = #"echo '{"Username": "me", "Secret": "pass"}'"#
        try await with(#"{"credsStore": "new"}"#, programs: ["new": answer]) { kept in
            let file = try #require(FileHandle(forWritingAtPath: "\(kept.path)/docker-credential-new"))
            async let authorization = kept.authorization(for: "ghcr.io/a")
            try await Task.sleep(for: .milliseconds(100))
            try file.close()
            #expect(try await authorization?.username == "me")
            #expect(kept.told.isEmpty)
        }
    }

    @Test func whatIsMissingOrMalformedIsTold() async throws {
        try await with(#"{"credHelpers": {"ghcr.io": "gone"}}"#) { kept in
            let authorization = try await kept.authorization(for: "ghcr.io/a")
            #expect(authorization == nil)
            #expect(
                kept.told == ["the credentials for 'ghcr.io' are not used: 'docker-credential-gone' is not installed"]
            )
        }
        try await with(#"{"auths": {"ghcr.io": {"auth": "\#(Self.secret)"}}}"#) { kept in
            let authorization = try await kept.authorization(for: "ghcr.io/a")
            #expect(authorization == nil)
            #expect(
                kept.told == [
                    "the credentials for 'ghcr.io' are not used: their entry in 'DIR/config.json' is malformed"
                ]
            )
        }
        try await with("{") { kept in
            let authorization = try await kept.authorization(for: "ghcr.io/a")
            #expect(authorization == nil)
            #expect(kept.told == ["the credentials in 'DIR/config.json' are not used: it is malformed"])
        }
        try await with(nil) { kept in
            let authorization = try await kept.authorization(for: "ghcr.io/a")
            #expect(authorization == nil)
            #expect(kept.told.isEmpty)
        }
    }

    @Test func aHelperThatHangsIsKilledWhenNobodyWaits() async throws {
        try await with(#"{"credsStore": "slow"}"#, programs: ["slow": "echo $$ > \"$0.pid\"; exec sleep 1000"]) {
            kept in
            let file = "\(kept.path)/docker-credential-slow.pid"
            let credentials = kept.credentials
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await credentials.authorization(for: "ghcr.io/a") { _ in } }
                _ = try? await eventually { FileManager.default.contents(atPath: file)?.isEmpty == false }
                group.cancelAll()
                _ = try? await group.waitForAll()
            }
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let process = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
            #expect(kill(process, 0) == -1)
        }
    }

    @Test func authorizationsAreNeverShown() {
        let authorization = user("ann", at: "ghcr.io")
        #expect("\(authorization)" == "an authorization for 'ghcr.io'")
        #expect(!String(reflecting: authorization).contains(Self.secret))
        var dumped = ""
        dump(authorization, to: &dumped)
        #expect(!dumped.contains(Self.secret) && !dumped.contains("ann"))
    }

    /// The JSON in the value of a header.
    private func json(_ value: String) throws -> NSDictionary {
        #expect(value.allSatisfy { $0.isLetter || $0.isNumber || "-_=".contains($0) })
        let standard = value.replacing("-", with: "+").replacing("_", with: "/")
        let data = try #require(Data(base64Encoded: standard))
        return try #require(try JSONSerialization.jsonObject(with: data) as? NSDictionary)
    }

    @Test func aPullSendsThemInAHeader() async throws {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
        let script: ScriptedEngine.Script = { $0.contains("/images/create") ? [.send(answer)] : [] }
        let authorization = user("ann", at: "ghcr.io")
        let header = "X-Registry-Auth: "
        try await ScriptedEngine.with(script) { engine, client in
            try await client.pullImage("ghcr.io/a:1", authorization: authorization)
            let lines = String(decoding: engine.received, as: UTF8.self).components(separatedBy: "\r\n")
            let line = try #require(lines.first { $0.hasPrefix(header) })
            let sent = try json(String(line.dropFirst(header.count)))
            let expected: NSDictionary = [
                "username": "ann", "password": Self.secret, "serveraddress": "ghcr.io",
            ]
            #expect(sent == expected)
        }
        try await ScriptedEngine.with(script) { engine, client in
            try await client.pullImage("ghcr.io/a:1")
            #expect(!String(decoding: engine.received, as: UTF8.self).contains(header))
        }
    }

    @Test func aBuildSendsAllInAHeader() throws {
        let authorizations = ["ghcr.io": user("ann", at: "ghcr.io"), "b": user("bob", at: "b")]
        let request = try EngineClient.buildRequest(BuildOptions(tags: ["x"]), authorizations: authorizations)
        let header = try #require(request.headers.first { $0.name == "X-Registry-Config" })
        let sent = try json(header.value)
        let expected: NSDictionary = [
            "ghcr.io": ["username": "ann", "password": Self.secret, "serveraddress": "ghcr.io"],
            "b": ["username": "bob", "password": Self.secret, "serveraddress": "b"],
        ]
        #expect(sent == expected)
        let bare = try EngineClient.buildRequest(BuildOptions(tags: ["x"]))
        #expect(bare.headers.isEmpty)
    }
}
