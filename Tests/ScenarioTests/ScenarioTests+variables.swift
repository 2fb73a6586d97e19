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

        /// Expects what `printenv` writes in a container of `run`.
        private func expect(
            _ expected: String,
            _ scenario: Scenario,
            _ service: String,
            before: [String] = [],
            options: [String] = [],
            environment: [String: String] = [:],
            _ location: SourceLocation = #_sourceLocation
        ) async throws {
            let arguments = before + ["run", "--rm", "-q"] + options + [service, "printenv", "PLACE"]
            let result = try await scenario.start(arguments, environment: environment).result()
            #expect(result.status == 0, "\(result.errors)", sourceLocation: location)
            #expect(result.output == expected, sourceLocation: location)
        }

        @Test func theNearestOneWins() async throws {
            try await Scenario.run(Self.files) { scenario in
                let (shell, other) = (["PLACE": "shell"], ["--env-file", "other.env"])
                try await expect("written\n", scenario, "written", environment: shell)
                try await expect("file\n", scenario, "read", environment: shell)
                try await expect("shell\n", scenario, "passed", environment: shell)
                try await expect("dotenv\n", scenario, "passed")
                try await expect("other\n", scenario, "passed", before: other)
                try await expect("other\n", scenario, "passed", environment: ["COMPOSE_ENV_FILES": "other.env"])
                try await expect("own\n", scenario, "passed", before: other, environment: ["WORD": "own"])
                try await expect("'{\"key\": \"$value\"}'\n", scenario, "raw")
            }
        }

        @Test func whatRunIsGivenWinsOverAll() async throws {
            try await Scenario.run(Self.files) { scenario in
                let given = ["-e", "PLACE=given"]
                try await expect("given\n", scenario, "written", options: given)
                let passed = ["-e", "PLACE"]
                let shell = ["PLACE": "shell"]
                try await expect("shell\n", scenario, "written", options: passed, environment: shell)
                try await expect("dotenv\n", scenario, "written", options: passed)
                let file = ["--env-from-file", "other.env"]
                try await expect("other\n", scenario, "written", options: file)
                try await expect("given\n", scenario, "written", options: file + given)
            }
        }
    }
}
