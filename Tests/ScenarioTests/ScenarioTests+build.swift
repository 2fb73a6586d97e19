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

                        hint: make it readable, or leave it out with a line 'keys/secret.pem' in '.dockerignore' (EG0602)

                        """,
                    "\(result.errors)"
                )
                try scenario.write("keys\n", to: ".dockerignore")
                let built = try await scenario.shell("HOME=/ \(user) $engarde --progress quiet build")
                #expect(built.status == 0, "\(built.errors)")
            }
        }

        @Test(
            .enabled(if: Requirements.canBeNobody, "another user cannot run the binary"),
            arguments: [("0", "ctx"), ("111", "ctx"), ("444", "ctx"), ("0", "ctx/.dockerignore")]
        )
        func whatOfTheContextCannotBeReadIsNamed(mode: String, path: String) async throws {
            let files = [
                "compose.yaml": "services:\n  app:\n    build: ctx\n", "ctx/.dockerignore": "x\n",
                "ctx/Dockerfile": "FROM \(Requirements.image)\n",
            ]
            try await Scenario.run(files) { scenario in
                let user = "setpriv --reuid=65534 --regid=$(stat -c %g /var/run/docker.sock) --clear-groups"
                let result = try await scenario.shell(
                    "chmod \(mode) \(path); HOME=/ \(user) $engarde --progress quiet build"
                )
                #expect(result.status == 1)
                #expect(
                    result.errors.components(separatedBy: "error: ").last == """
                        the build context of service 'app' cannot be read: '\(scenario.directory.path)/\(path)': \
                        permission denied
                          --> compose.yaml:3:12
                          |
                        3 |     build: ctx
                          |            ^^^

                        hint: make it readable (EG0602)

                        """,
                    "\(result.errors)"
                )
            }
        }

        @Test func whatABuildWritesGoesToStandardOutputUnchanged() async throws {
            let files = [
                "compose.yaml": "services: {app: {build: {context: ., args: {WORD: spoken-$ROUND}}}}\n",
                "Dockerfile": "FROM \(Requirements.image)\nARG WORD\nRUN echo the word is $WORD; echo aside >&2\n",
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.engarde("build", environment: ["ROUND": scenario.project])
                #expect(result.status == 0, "\(result.errors)")
                let named = "app |   naming to docker.io/library/\(scenario.project)-app:latest done\n"
                for line in ["app |   the word is spoken-\(scenario.project)\n", "app |   aside\n", named] {
                    #expect(result.output.contains("   \(line)"), "\(result.output)")
                }
                let command = result.output.firstRange(of: "   app | [2/2] RUN echo the word is")
                let word = result.output.firstRange(of: "app |   the word is")
                #expect(try #require(command).lowerBound < #require(word).lowerBound, "what is done stands first")
                let lines = result.errors.split(separator: "\n").map(String.init)
                #expect(lines.count == 2, "\(result.errors)")
                #expect(lines.first == "   Image of app  Building \(scenario.project)-app")
                #expect(lines.last?.hasPrefix(" ✔ Image of app  Built \(scenario.project)-app  ") == true)

                let again = try await scenario.engarde("up", "-d", "--build", environment: ["ROUND": scenario.project])
                #expect(again.output.contains("   app | [2/2] RUN echo the word is"), "\(again.output)")
                #expect(again.output.contains("aside >&2  (cached)\n"), "\(again.output)")
                #expect(again.output.ranges(of: named).count == 1, "\(again.output)")
                #expect(try await scenario.engarde("build", "--quiet").output == "")
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
