import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// The example workspace in its other environments: production behind nginx, the tests, Langflow.
    @Suite(
        .serialized,
        .enabled(if: Requirements.hasProductionImages, "the base images of Examples/EnGardeHQ are missing")
    )
    struct WorkspaceEnvironments {
        private static let ports = [
            "BACKEND_PORT": "29090", "FRONTEND_PORT": "29091", "HTTP_PORT": "29092", "LANGFLOW_PORT": "29093",
            "IMAGE_TAG": "scenario",
        ]
        private static let secrets = ["POSTGRES_PASSWORD": "of-production/&%", "SECRET_KEY": "signs-tokens"]

        /// The status of an answer, and its body; empty while nobody answers.
        private func get(_ path: String, port: Int, token: String = "") async throws -> String {
            try await ChildProcess(
                "/usr/bin/env",
                [
                    "python3", "-c",
                    """
                    import sys, urllib.error, urllib.request
                    url, token = sys.argv[1:]
                    request = urllib.request.Request(url, headers={"Authorization": "Bearer " + token} if token else {})
                    try:
                        answer = urllib.request.urlopen(request, timeout=10)
                    except urllib.error.HTTPError as error:
                        answer = error
                    except OSError:
                        sys.exit()
                    print(answer.status, answer.read().decode())
                    """,
                    "http://127.0.0.1:\(port)\(path)", token,
                ]
            )
            .result().output
        }

        private func workspace(_ body: (Scenario) async throws -> Void) async throws {
            try await Scenario.run([:]) { scenario in
                let source = Requirements.root.appendingPathComponent("Examples/EnGardeHQ")
                for name in try FileManager.default.contentsOfDirectory(atPath: source.path) where name != ".env" {
                    try FileManager.default.copyItem(
                        at: source.appendingPathComponent(name),
                        to: scenario.directory.appendingPathComponent(name)
                    )
                }
                try await body(scenario)
            }
        }

        private func engarde(
            _ arguments: [String],
            _ secrets: [String: String] = [:],
            in scenario: Scenario
        ) async throws -> ChildProcess.Result {
            try await scenario.start(arguments, environment: Self.ports.merging(secrets) { $1 }).result()
        }

        @Test func developmentAndProductionMatchWhereTheyMust() async throws {
            try await workspace { scenario in
                let compared = try await engarde(["env", "diff", "dev", "prod"], in: scenario)
                #expect(compared.status == 0, "\(compared.output)\(compared.errors)")
                #expect(
                    compared.output.hasSuffix("nothing differs where dev and prod must match\n"),
                    "\(compared.output)"
                )
                #expect(compared.output.contains("services.backend.build.target"))
                let listed = try await engarde(["env", "list"], in: scenario).output
                for name in ["dev", "prod", "staging", "test"] { #expect(listed.contains("\(name) "), "\(listed)") }
            }
        }

        @Test func productionDoesNotStartWithoutItsSecrets() async throws {
            try await workspace { scenario in
                let result = try await engarde(["-E", "prod", "up", "-d", "--no-build", "postgres"], in: scenario)
                #expect(result.status != 0)
                #expect(
                    result.errors.contains(
                        #"environment variable "POSTGRES_PASSWORD" required by secret "postgres_password" is not set"#
                    ),
                    "\(result.errors)"
                )
                #expect(try await scenario.container("postgres") == "")
            }
        }

        @Test func productionIsReachedThroughItsProxyWithATokenThatItSigned() async throws {
            try await workspace { scenario in
                let up = try await engarde(["-E", "prod", "up", "-d", "--build", "--wait"], Self.secrets, in: scenario)
                #expect(up.status == 0, "\(up.errors.suffix(4_000))")
                #expect(try await get("/health", port: 29092).hasPrefix("200 "))
                #expect(try await get("/", port: 29092).contains(#"<div id="root">"#))
                #expect(try await get("/api/users", port: 29092).hasPrefix("401 "))
                #expect(try await get("/api/users", port: 29092, token: "TOKEN").hasPrefix("401 "))
                let token = try await signedToken(in: scenario)
                #expect(try await get("/api/users", port: 29092, token: token) == "200 []\n")
                try await hasNoSecretsInItsEnvironment(scenario)
                for service in ["backend", "frontend", "nginx"] { try await runsWithoutPrivileges(service, scenario) }
            }
        }

        private func signedToken(in scenario: Scenario) async throws -> String {
            let command = ["exec", "-T", "backend", "python", "-m", "app.scripts.new_token", "ada"]
            let made = try await engarde(["-E", "prod"] + command, Self.secrets, in: scenario)
            #expect(made.status == 0, "\(made.errors)")
            return made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }

        private func hasNoSecretsInItsEnvironment(_ scenario: Scenario) async throws {
            for service in ["backend", "postgres"] {
                let variables = try await scenario.inspect(service, "{{json .Config.Env}}")
                #expect(!variables.contains("of-production"), "\(variables)")
                #expect(!variables.contains("signs-tokens"), "\(variables)")
            }
        }

        private func runsWithoutPrivileges(_ service: String, _ scenario: Scenario) async throws {
            let user = try await scenario.docker("exec", try await scenario.container(service), "id", "-u")
            #expect(Int(user) ?? 0 > 0, "\(service) runs as '\(user)'")
            #expect(try await scenario.inspect(service, "{{.HostConfig.RestartPolicy.Name}}") == "always")
            #expect(try await scenario.inspect(service, #"{{index .HostConfig.LogConfig.Config "max-size"}}"#) == "10m")
            #expect(try await scenario.inspect(service, "{{.HostConfig.Memory}}") != "0")
        }

        @Test func theTestsPassInTheirLayer() async throws {
            try await workspace { scenario in
                let options = ["up", "--build", "--abort-on-container-exit", "--exit-code-from", "backend"]
                let result = try await engarde(["-E", "test"] + options, in: scenario)
                #expect(result.status == 0, "\(result.output.suffix(6_000))\(result.errors.suffix(2_000))")
                #expect(result.output.contains("TOTAL"))
                #expect(result.output.contains("tests/test_dev_server.py"))
            }
        }

        @Test(.enabled(if: Requirements.wantsLangflow, "ENGARDE_LANGFLOW is not 1"))
        func langflowListsItsFlows() async throws {
            try await workspace { scenario in
                let up = try await engarde(
                    ["--profile", "langflow", "up", "-d", "--build", "--wait", "langflow"],
                    in: scenario
                )
                #expect(up.status == 0, "\(up.errors.suffix(4_000))")
                let token = try await langflowToken()
                #expect(try await get("/api/v1/flows/", port: 29093, token: token).hasPrefix("200 ["))
            }
        }

        /// The token that the automatic login gives.
        private func langflowToken() async throws -> String {
            let answer = try await get("/api/v1/auto_login", port: 29093)
            let json = try JSONSerialization.jsonObject(with: Data(answer.dropFirst("200 ".count).utf8))
            return (json as? [String: Any])?["access_token"] as? String ?? ""
        }
    }
}
