import Foundation
import Testing

extension ScenarioTests {
    /// What a build is given to read, and nobody afterwards.
    @Suite struct BuildSecrets {
        private static let files = [
            "compose.yaml": """
            services:
              app:
                build: {context: ., secrets: [token, {source: key, target: deploy-key}]}
                network_mode: none
            secrets: {token: {environment: BUILD_TOKEN}, key: {file: ./key}}
            """, "key": "the key\n", ".dockerignore": "key\n",
            "Dockerfile": """
            FROM \(Requirements.image)
            RUN --mount=type=secret,id=token test "$(tr a-z A-Z < /run/secrets/token)" = WORD-OF-TOKEN
            RUN --mount=type=secret,id=deploy-key sha256sum /run/secrets/deploy-key > /sum
            """,
        ]

        @Test func secretsOfABuildAreInItsStepsAndNowhereElse() async throws {
            try await Scenario.run(Self.files) { scenario in
                let unset = try await scenario.engarde("build")
                #expect(unset.status == 1)
                #expect(unset.errors.contains("BUILD_TOKEN"), "\(unset.errors)")

                let environment = ["BUILD_TOKEN": "word-of-token"]
                let build = try await scenario.engarde("build", environment: environment)
                #expect(build.status == 0, "\(build.output)\(build.errors)")
                #expect(!(build.output + build.errors).contains("word-of-token"), "\(build.output)")
                let image = "\(scenario.project)-app"
                let look = "cat /sum; cat /run/secrets/* 2>/dev/null; true"
                let left = try await scenario.docker("run", "--rm", image, "sh", "-c", look)
                let sum = try await scenario.shell("sha256sum key").output.prefix(64)
                #expect(left == "\(sum)  /run/secrets/deploy-key", "\(left)")
                #expect(!(try await scenario.docker("history", "--no-trunc", image)).contains("word-of-token"))
            }
        }
    }
}
