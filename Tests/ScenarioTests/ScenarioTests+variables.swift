import Foundation
import Testing

extension ScenarioTests {
    /// Whose variable a program in a container gets to see, where several set it.
    @Suite struct Variables {
        private static let files = [
            "compose.yaml": """
            services:
              written: {image: \(Requirements.image), network_mode: none, env_file: [app.env], environment: {PLACE: written}}
              read: {image: \(Requirements.image), network_mode: none, env_file: [app.env]}
              passed: {image: \(Requirements.image), network_mode: none, env_file: [app.env], environment: [PLACE]}
              raw: {image: \(Requirements.image), network_mode: none, env_file: [{path: raw.env, format: raw}]}
            """, "app.env": "PLACE=file # and nothing else\nONLY='in the file'\n", ".env": "PLACE=dotenv\n",
            "other.env": "PLACE=${WORD:-other}\n", "raw.env": "PLACE='{\"key\": \"$value\"}'\n",
        ]

        /// What `printenv` writes in a container of `run`.
        private func seen(
            _ scenario: Scenario,
            _ service: String,
            before: [String] = [],
            options: [String] = [],
            environment: [String: String] = [:]
        ) async throws -> String {
            let arguments = before + ["run", "--rm", "-q"] + options + [service, "printenv", "PLACE"]
            let result = try await scenario.start(arguments, environment: environment).result()
            #expect(result.status == 0, "\(result.errors)")
            return result.output
        }

        @Test func theNearestOneWins() async throws {
            try await Scenario.run(Self.files) { scenario in
                let (shell, other) = (["PLACE": "shell"], ["--env-file", "other.env"])
                #expect(try await seen(scenario, "written", environment: shell) == "written\n")
                #expect(try await seen(scenario, "read", environment: shell) == "file\n")
                #expect(try await seen(scenario, "passed", environment: shell) == "shell\n")
                #expect(try await seen(scenario, "passed") == "dotenv\n")
                #expect(try await seen(scenario, "passed", before: other) == "other\n")
                #expect(
                    try await seen(scenario, "passed", environment: ["COMPOSE_ENV_FILES": "other.env"]) == "other\n"
                )
                #expect(try await seen(scenario, "passed", before: other, environment: ["WORD": "own"]) == "own\n")
                #expect(try await seen(scenario, "raw") == "'{\"key\": \"$value\"}'\n")
            }
        }

        @Test func whatRunIsGivenWinsOverAll() async throws {
            try await Scenario.run(Self.files) { scenario in
                let given = ["-e", "PLACE=given"]
                #expect(try await seen(scenario, "written", options: given) == "given\n")
                let passed = ["-e", "PLACE"]
                let shell = ["PLACE": "shell"]
                #expect(try await seen(scenario, "written", options: passed, environment: shell) == "shell\n")
                #expect(try await seen(scenario, "written", options: passed) == "dotenv\n")
                let file = ["--env-from-file", "other.env"]
                #expect(try await seen(scenario, "written", options: file) == "other\n")
                #expect(try await seen(scenario, "written", options: file + given) == "given\n")
            }
        }
    }
}
