import Foundation
import Testing

extension ScenarioTests {
    /// What goes to the engine for images, and what is said when it cannot.
    @Suite struct Builds {
        private static let compose = "services:\n  app:\n    build: .\n"

        @Test(.enabled(if: Requirements.canBeNobody, "another user cannot run the binary"))
        func aFileOfTheContextThatCannotBeReadIsNamed() async throws {
            let files = [
                "compose.yaml": Self.compose, "Dockerfile": "FROM \(Requirements.image)\nCOPY . /app\n",
                "keys/secret.pem": "x",
            ]
            try await Scenario.run(files) { scenario in
                let user = "setpriv --reuid=65534 --regid=$(stat -c %g /var/run/docker.sock) --clear-groups"
                let result = try await scenario.shell(
                    "chmod 600 keys/secret.pem; HOME=/ \(user) $engarde --progress quiet build"
                )
                #expect(result.status == 1)
                let directory = scenario.directory.path
                #expect(
                    result.errors.components(separatedBy: "error: ").last == """
                        the build context of service 'app' cannot be read: '\(directory)/keys/secret.pem': \
                        permission denied
                          --> compose.yaml:3:12
                          |
                        3 |     build: .
                          |            ^

                        hint: make it readable, or leave it out with a line 'keys/secret.pem' in '.dockerignore'

                        """,
                    "\(result.errors)"
                )
                try scenario.write("keys\n", to: ".dockerignore")
                let built = try await scenario.shell("HOME=/ \(user) $engarde --progress quiet build")
                #expect(built.status == 0, "\(built.errors)")
            }
        }

        @Test func aHelperThatIsMissingIsAWarningAndThePullGoesOn() async throws {
            let files = [
                "compose.yaml": "services:\n  app:\n    image: localhost:1/app\n",
                "docker/config.json": #"{"credHelpers": {"localhost:1": "gone"}}"#,
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.engarde(
                    "--progress",
                    "quiet",
                    "up",
                    "-d",
                    environment: ["DOCKER_CONFIG": scenario.directory.appendingPathComponent("docker").path]
                )
                #expect(result.status == 1)
                let warning =
                    "warning: the credentials for 'localhost:1' are not used: 'docker-credential-gone' is not installed"
                #expect(result.errors.components(separatedBy: warning).count == 2, "\(result.errors)")
                #expect(
                    result.errors.contains("error: cannot pull image 'localhost:1/app': "),
                    "\(result.errors)"
                )
            }
        }
    }
}
