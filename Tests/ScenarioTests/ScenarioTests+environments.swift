import Foundation
import Testing

extension ScenarioTests {
    /// Environments with the built binary and a real engine.
    @Suite struct Environments {
        private static let files = [
            "docker-compose.yml": """
            services:
              web:
                image: \(Requirements.image)
                init: true
                network_mode: none
                command: [sleep, "1000"]
                environment: {PLACE: "${PLACE:-nowhere}", KIND: base}
            """,
            "docker-compose.dev.yml": "services: {web: {environment: {KIND: dev}}}\n",
            "docker-compose.prod.yml": "services: {web: {environment: {KIND: prod}, restart: always}}\n",
            "docker/env/.env.production": "PLACE=production\n",
            ".env": "PLACE=here\n",
        ]

        private func variables(_ scenario: Scenario) async throws -> String {
            try await scenario.inspect("web", "{{join .Config.Env \" \"}}")
        }

        @Test func anEnvironmentIsBroughtUpAndSaid() async throws {
            try await Scenario.run(Self.files) { scenario in
                let up = try await scenario.engarde("-E", "prod", "up", "-d")
                #expect(up.status == 0, "\(up.errors)")
                #expect(
                    up.errors.contains(
                        "environment 'prod': docker-compose.yml, docker-compose.prod.yml; "
                            + "variables of .env, docker/env/.env.production"
                    ),
                    "\(up.errors)"
                )
                let variables = try await self.variables(scenario)
                #expect(variables.contains("KIND=prod") && variables.contains("PLACE=production"), "\(variables)")
                let restart = try await scenario.inspect("web", "{{.HostConfig.RestartPolicy.Name}}")
                #expect(restart == "always")
            }
        }

        @Test func looksSayNothingOfIt() async throws {
            try await Scenario.run(Self.files) { scenario in
                let environment = ["ENGARDE_ENVIRONMENT": "dev"]
                let up = try await scenario.start(["up", "-d"], environment: environment).result()
                #expect(up.status == 0 && up.errors.contains("environment 'dev' (ENGARDE_ENVIRONMENT)"), "\(up.errors)")
                let exec = try await scenario.start(
                    ["exec", "-T", "web", "printenv", "KIND"],
                    environment: environment
                )
                .result()
                #expect(exec.output == "dev\n" && exec.errors == "", "\(exec.errors)")
                let ps = try await scenario.start(["ps", "-q"], environment: environment).result()
                #expect(ps.status == 0 && ps.errors == "", "\(ps.errors)")
            }
        }

        @Test func environmentsAreListedAndCompared() async throws {
            try await Scenario.run(Self.files) { scenario in
                let list = try await scenario.engarde("env", "list")
                #expect(list.status == 0 && list.output.contains("docker-compose.prod.yml"), "\(list.errors)")
                let same = try await scenario.engarde("env", "diff", "dev", "prod")
                #expect(
                    same.status == 0 && same.output.contains("services.web.restart"),
                    "\(same.output)\(same.errors)"
                )
                try scenario.write("services: {web: {image: other}}\n", to: "docker-compose.dev.yml")
                let other = try await scenario.engarde("env", "diff", "dev", "prod")
                #expect(
                    other.status == 1 && other.output.hasPrefix("must match\n  services.web.image\n"),
                    "\(other.output)"
                )
            }
        }
    }
}
