import Foundation
import Testing

extension ScenarioTests {
    /// What a service lacks is in the way of those who want to run it, and of nobody else.
    @Suite struct Lacking {
        private let text = """
            services:
              web:
                image: \(Requirements.image)
                env_file: missing.env
                container_name: same
              labelled:
                image: \(Requirements.image)
                label_file: missing.labels
                container_name: same
              other:
                image: \(Requirements.image)
                command: ["sh", "-c", "echo $NOTHING there; sleep 600"]
                stop_grace_period: 0s

            """

        @Test func theOtherServicesRun() async throws {
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let up = try await scenario.engarde("--progress", "quiet", "up", "-d", "other")
                #expect(up.status == 0)
                #expect(
                    up.errors == """
                        warning: compose.yaml:12:33: variable 'NOTHING' is not set, so it is replaced by nothing (set it in \
                        the shell or in '.env', or write '${NOTHING:-}' if that is meant)

                        """
                )
                for arguments in [["ps"], ["logs"], ["exec", "-T", "other", "true"]] {
                    let result = try await scenario.start(arguments).result()
                    #expect(result.status == 0 && result.errors == "", "\(arguments): \(result.errors)")
                }
                let down = try await scenario.engarde("--progress", "quiet", "down")
                #expect(down.status == 0 && down.errors == "", "\(down.errors)")
            }
        }

        @Test func theServiceItselfDoesNot() async throws {
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let result = try await scenario.engarde("--progress", "quiet", "up", "-d", "web")
                #expect(result.status == 1)
                #expect(
                    result.errors.hasSuffix(
                        """
                        error: env file 'missing.env' of service 'web' does not exist
                          --> compose.yaml:4:15
                          |
                        4 |     env_file: missing.env
                          |               ^^^^^^^^^^^

                        hint: create it, or set 'required: false' (EG0203)

                        """
                    ),
                    "\(result.errors)"
                )
            }
        }
    }
}
