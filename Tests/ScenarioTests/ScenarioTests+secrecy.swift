import Foundation
import Testing

extension ScenarioTests {
    /// No value of an environment, a secret, a build argument or a command shows up where nobody asked for it.
    @Suite struct Secrecy {
        private static let services = """
            services:
              web:
                build: {context: app, args: {WORD: secret-argument-$ROUND}}
                init: true
                command: ["sh", "-c", "exec sleep 1000", "secret-command-$ROUND"]
                environment: {PASSWORD: secret-environment-$ROUND, PLAIN: secret-plain-$ROUND}
                env_file: [web.env]
                secrets: [key]
                healthcheck: {test: ["CMD", "test", "-n", "secret-check-$ROUND"], interval: 30s}
                post_start: [{command: ["sh", "-c", "true", "secret-hook-$ROUND"], environment: {A: secret-variable-$ROUND}}]
              idle: {image: \(Requirements.image), init: true, command: [sleep, "1000"], depends_on: {web: {condition: service_healthy}}}
            secrets: {key: {file: ./key}}
            """

        private static let files = [
            "compose.yaml": services, "web.env": "FILE=secret-file\n", "key": "secret-key\n", ".env": "ROUND=1\n",
            "app/Dockerfile": "FROM \(Requirements.image)\nARG WORD\nRUN test -n \"$WORD\"\n",
        ]

        @Test func neitherLabelsNorListsNorPlansNorEventsShowAValue() async throws {
            try await Scenario.run(Self.files) { scenario in
                let up = try await scenario.engarde("--progress", "json", "up", "-d", "--build")
                #expect(up.status == 0, "\(up.errors)")
                #expect(
                    up.errors.contains(#""event":"buildBegan""#) && !(up.output + up.errors).contains("secret-"),
                    "\(up.errors)"
                )
                let labels = try await scenario.inspect("web", "{{json .Config.Labels}}")
                #expect(labels.contains("dev.engarde.fingerprint") && !labels.contains("secret-"), "\(labels)")
                let list = try await scenario.engarde("ps", "--format", "json")
                #expect(list.output.contains("environment.PASSWORD"))
                #expect(!(list.output + list.errors).contains("secret-"), "\(list.output)")
                #expect(try await scenario.engarde("up", "--dry-run").output == "nothing to do\n")
                let changed = try await scenario.engarde("up", "--dry-run", environment: ["ROUND": "2"])
                #expect(
                    changed.output.contains(
                        "# command changed, environment.PASSWORD changed, environment.PLAIN changed, healthcheck.test changed"
                    ),
                    "\(changed.output)\(changed.errors)"
                )
                #expect(!(changed.output + changed.errors).contains("secret-"), "\(changed.output)")
                let replaced = try await scenario.engarde("up", "-d", environment: ["ROUND": "2"])
                #expect(replaced.status == 0 && !(replaced.output + replaced.errors).contains("secret-"))
            }
        }

        @Test func whatAnEarlierVersionWroteIsNotListed() async throws {
            try await Scenario.run(["compose.yaml": "services: {web: {image: x}}"]) { scenario in
                let labels = [
                    "com.docker.compose.project=\(scenario.project)", "com.docker.compose.service=web",
                    "com.docker.compose.config-hash=1", "dev.engarde.blueprint=secret-blueprint",
                ]
                let options = labels.flatMap { ["--label", $0] }
                _ = try await ChildProcess("/usr/bin/env", ["docker", "create"] + options + [Requirements.image])
                    .result()
                let list = try await scenario.engarde("ps", "-a", "--format", "json")
                #expect(list.output.contains("com.docker.compose.config-hash=1"), "\(list.errors)")
                #expect(!list.output.contains("secret-"), "\(list.output)")
            }
        }

        /// What makes an `up` fail, and what the message then says.
        private struct Failure: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var replaced: String
            var replacement: String
            var message: String
        }

        private static let failures = [
            Failure(
                testDescription: "health check",
                replaced: #"{test: ["CMD", "test", "-n", "secret-check-$ROUND"], interval: 30s}"#,
                replacement: #"{test: ["CMD", "test", "!", "-n", "secret-check-$ROUND"], interval: 1s, retries: 1}"#,
                message: "last try of its health check, 'test …', exited with 1"
            ),
            Failure(
                testDescription: "hook",
                replaced: #"["sh", "-c", "true", "secret-hook"#,
                replacement: #"["sh", "-c", "exit 7", "secret-hook"#,
                message: "'post_start' failed: web hook exited with status 7: 'sh …'"
            ),
            Failure(
                testDescription: "program",
                // Without an init process in between, which would start before the program is looked for.
                replaced: "init: true\n    command: [\"sh\"",
                replacement: "command: [\"no-such-program\"",
                message: "cannot start container"
            ),
            Failure(
                testDescription: "build",
                replaced: "test -n",
                replacement: "test ! -n",
                message: "the image of service 'web' could not be built"
            ),
            Failure(
                testDescription: "value",
                replaced: "environment: {PASSWORD",
                replacement: "environment: {LIST: [1], PASSWORD",
                message: "'services.web.environment.LIST' must be a string or a number or true or false, not a list"
            ),
            Failure(
                testDescription: "variable",
                replaced: "env_file: [web.env]",
                replacement: "ports: [\"$PORT:80\"]",
                message: "'$PORT:80' is not a port: '${PORT}' is not a port number from 0 to 65535"
            ),
            Failure(
                testDescription: "env file",
                replaced: "FILE=secret",
                replacement: "FILE='secret",
                message: "the quoted value is not closed"
            ),
        ]

        @Test(arguments: failures) private func noErrorShowsAValue(failure: Failure) async throws {
            let files = Self.files.mapValues {
                $0.replacingOccurrences(of: failure.replaced, with: failure.replacement)
            }
            try await Scenario.run(files) { scenario in
                for progress in ["plain", "json"] {
                    let up = try await scenario.engarde(
                        "--progress",
                        progress,
                        "up",
                        "-d",
                        "--build",
                        "--force-recreate",
                        environment: ["PORT": "secret-port"]
                    )
                    #expect(up.status == 1)
                    #expect(up.errors.contains(failure.message), "\(up.errors)")
                    #expect(!(up.output + up.errors).contains("secret-"), "\(up.errors)")
                }
            }
        }
    }
}
