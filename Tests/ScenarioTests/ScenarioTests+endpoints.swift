import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// A project on an engine that is not reached through a socket of this host.
    @Suite struct Endpoints {
        private static let socket = "/var/run/docker.sock"
        private static let stack = """
            services:
              web:
                build: .
                command: ["sh", "-c", "cat /greeting; sleep 1000"]
                init: true
                healthcheck: {test: ["CMD", "test", "-e", "/greeting"], interval: 1s}
            """
        private static let dockerfile = "FROM \(Requirements.image)\nCOPY greeting /greeting\n"
        private static let files = [
            "compose.yaml": stack, "Dockerfile": dockerfile, "greeting": "hello from afar\n",
        ]

        private static func door(_ kind: EngineDoor.Kind) -> EngineDoor? { EngineDoor.shared(kind, to: socket) }

        /// Build, start, wait, read, talk, take down.
        private func carryThrough(_ environment: [String: String]) async throws {
            try await Scenario.run(Self.files) { scenario in
                func engarde(_ arguments: String...) async throws -> ChildProcess.Result {
                    try await scenario.start(arguments, environment: environment).result()
                }
                let up = try await engarde("up", "-d", "--wait", "--build")
                #expect(up.status == 0, "\(up.errors)")
                #expect(try await scenario.inspect("web", "{{.State.Status}}") == "running")
                // Its health check may pass before it has written.
                let isShown = try await eventually {
                    try await engarde("logs", "--no-log-prefix", "web").output == "hello from afar\n"
                }
                #expect(isShown)
                let exec = try await engarde("exec", "-T", "web", "sh", "-c", "cat; echo out; exit 7")
                #expect(exec.status == 7 && exec.output == "out\n", "\(exec.errors)")
                #expect(try await engarde("ps", "-q").output.count == 65)
                let down = try await engarde("down", "--rmi", "local", "-t", "0")
                #expect(down.status == 0, "\(down.errors)")
                #expect(try await scenario.container("web").isEmpty)
            }
        }

        @Test(.enabled("python3, sshd, ssh and docker are installed") { door(.ssh) != nil })
        func throughASecureShell() async throws {
            let door = try #require(Self.door(.ssh))
            try await carryThrough([
                "DOCKER_HOST": "ssh://\(NSUserName())@127.0.0.1:\(door.port)",
                "PATH": "\(door.directory)/bin:\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
            ])
        }

        @Test(.enabled("python3 and openssl are installed") { door(.tls) != nil })
        func atASecuredPort() async throws {
            let door = try #require(Self.door(.tls))
            try await carryThrough([
                "DOCKER_HOST": "tcp://localhost:\(door.port)", "DOCKER_TLS_VERIFY": "1",
                "DOCKER_CERT_PATH": door.directory,
            ])
        }

        /// What stands on the command line comes before every variable.
        @Test func theContextOnTheCommandLine() async throws {
            try await Scenario.run(["compose.yaml": "services: {web: {image: \(Requirements.image)}}"]) { scenario in
                let configuration = scenario.directory.appendingPathComponent("docker").path
                let made = try await ChildProcess(
                    "/usr/bin/env",
                    ["docker", "context", "create", "here", "--docker", "host=unix://\(Self.socket)"],
                    environment: ["DOCKER_CONFIG": configuration]
                ).result()
                #expect(made.status == 0, "\(made.errors)")
                let nowhere = ["DOCKER_CONFIG": configuration, "DOCKER_HOST": "unix:///nowhere/engine.sock"]
                let listed = try await scenario.engarde("--context", "here", "ps", "-q", environment: nowhere)
                #expect(listed.status == 0 && listed.output == "" && listed.errors == "", "\(listed.errors)")
                let lost = try await scenario.engarde("--context", "default", "ps", "-q", environment: nowhere)
                #expect(lost.status == 1 && lost.errors.contains("'/nowhere/engine.sock'"), "\(lost.errors)")
            }
        }

        @Test func theVersionThatAVariableAsksFor() async throws {
            try await Scenario.run(["compose.yaml": "services: {web: {image: \(Requirements.image)}}"]) { scenario in
                let spoken = try await scenario.engarde("ps", "-q", environment: ["DOCKER_API_VERSION": "v1.41"])
                #expect(spoken.status == 0, "\(spoken.errors)")
                let unspoken = try await scenario.engarde("ps", "-q", environment: ["DOCKER_API_VERSION": "1.40"])
                #expect(unspoken.status == 1)
                #expect(
                    unspoken.errors == """
                        error: DOCKER_API_VERSION is '1.40', and the versions from 1.41 to 1.51 are spoken

                        hint: unset DOCKER_API_VERSION, the newest version that both know is spoken then (EG0505)

                        """
                )
            }
        }

        /// The files of a context are those that docker itself wrote.
        @Test(.enabled("python3 and openssl are installed") { door(.tls) != nil })
        func whatADockerContextSays() async throws {
            let door = try #require(Self.door(.tls))
            try await Scenario.run(Self.files) { scenario in
                let configuration = ["DOCKER_CONFIG": scenario.directory.appendingPathComponent("docker").path]
                let files = ["ca", "cert", "key"].map { "\($0)=\(door.directory)/\($0).pem" }.joined(separator: ",")
                let made = try await ChildProcess(
                    "/usr/bin/env",
                    ["docker", "context", "create", "far", "--docker", "host=tcp://localhost:\(door.port),\(files)"],
                    environment: configuration
                ).result()
                #expect(made.status == 0, "\(made.errors)")
                func up(_ context: String) async throws -> ChildProcess.Result {
                    let environment = configuration.merging(["DOCKER_CONTEXT": context]) { $1 }
                    return try await scenario.start(["up", "-d", "--build"], environment: environment).result()
                }
                let result = try await up("far")
                #expect(result.status == 0, "\(result.errors)")
                #expect(!(try await scenario.container("web")).isEmpty)
                let other = try await up("near")
                #expect(other.status == 1)
                #expect(
                    other.errors.contains(
                        """
                        error: docker context 'near' has no docker endpoint in \
                        '\(configuration["DOCKER_CONFIG"] ?? "")/contexts/meta'

                        hint: list the contexts with 'docker context ls' (EG0504)
                        """
                    )
                )
            }
        }

        @Test func whatCannotBeReachedIsNamed() async throws {
            try await Scenario.run(Self.files) { scenario in
                let words = [
                    (
                        ["DOCKER_HOST": "tcp://127.0.0.1:1"],
                        """
                        error: no engine answers at 'tcp://127.0.0.1:1': nobody listens there

                        hint: start the engine, or set DOCKER_HOST to where it listens (EG0501)

                        """
                    ),
                    (
                        ["DOCKER_HOST": "tcp://127.0.0.1:1", "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": "/nowhere"],
                        """
                        error: the connection to the engine is to be secured, and '/nowhere/ca.pem' does not exist

                        hint: set DOCKER_CERT_PATH to the directory of 'ca.pem', 'cert.pem' and 'key.pem' (EG0503)

                        """
                    ),
                    (
                        ["DOCKER_HOST": "ssh://a:secret@h"],
                        """
                        error: engine endpoint 'ssh://a:…@h' has a password

                        hint: let ssh log in with a key, and write it as 'ssh://user@host' (EG0502)

                        """
                    ),
                ]
                for (environment, message) in words {
                    let result = try await scenario.engarde("ps", environment: environment)
                    #expect(result.status == 1 && result.errors == message)
                }
            }
        }
    }
}
