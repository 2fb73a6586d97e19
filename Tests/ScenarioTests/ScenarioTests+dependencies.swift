import Foundation
import Testing

extension ScenarioTests {
    /// What becomes of the services that a service depends on.
    @Suite struct Dependencies {
        private static func service(_ more: String = "") -> String {
            "{image: \(Requirements.image), init: true, command: [sleep, \"1000\"]\(more)}"
        }

        private func running(_ scenario: Scenario) async throws -> [String] {
            try await scenario.docker(
                "ps",
                "--filter",
                "label=com.docker.compose.project=\(scenario.project)",
                "--format",
                "{{.Names}}"
            )
            .split(separator: "\n").map { String($0.dropFirst(scenario.project.count + 1)) }.sorted()
        }

        @Test func anOptionalOneThatFailsIsAWarning() async throws {
            let check = #"healthcheck: {test: ["CMD", "false"], interval: 1s}"#
            let relation = ", depends_on: {cache: {condition: service_healthy, required: false}}"
            let text = """
                services:
                  app: \(Self.service(", network_mode: none\(relation)"))
                  cache: {image: \(Requirements.image), network_mode: none, command: [sh, -c, "exit 1"], \(check)}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let up = try await scenario.engarde("up", "-d")
                #expect(up.status == 0, "\(up.errors)")
                #expect(up.errors.contains("optional dependency \"cache\" failed to start"), "\(up.errors)")
                #expect(try await running(scenario) == ["app-1"])
            }
        }

        @Test func whoIsNamedComesWithItsDependenciesAndNotWithItsProfile() async throws {
            let text = """
                services:
                  app: \(Self.service(", network_mode: none, profiles: [tools], depends_on: [db]"))
                  other: \(Self.service(", network_mode: none, profiles: [tools]"))
                  db: \(Self.service(", network_mode: none"))
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let up = try await scenario.engarde("up", "-d", "app")
                #expect(up.status == 0, "\(up.errors)")
                #expect(try await running(scenario) == ["app-1", "db-1"])
            }
        }

        @Test func moreContainersLeaveThoseAloneThatAreThere() async throws {
            let text = "services:\n  web: \(Self.service(", network_mode: none"))\n"
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "-d")
                let first = try await scenario.container("web")
                let up = try await scenario.engarde("up", "-d", "--scale", "web=3")
                #expect(up.status == 0 && !up.errors.contains("Recreated"), "\(up.errors)")
                #expect(try await running(scenario) == ["web-1", "web-2", "web-3"])
                #expect(try await scenario.container("web").contains(first))
            }
        }

        @Test func aServiceIsReplacedWithoutWhatItDependsOn() async throws {
            let check = #"healthcheck: {test: ["CMD", "true"], interval: 1s}"#
            let text = """
                services:
                  app: \(Self.service(", network_mode: none, depends_on: {db: {condition: service_healthy}}"))
                  db: \(Self.service(", network_mode: none, \(check)"))
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "-d")
                let (app, db) = (try await scenario.container("app"), try await scenario.container("db"))
                let up = try await scenario.engarde("up", "-d", "--force-recreate", "--no-deps", "-t", "1", "app")
                #expect(up.status == 0, "\(up.errors)")
                #expect(try await scenario.container("app") != app)
                #expect(try await scenario.container("db") == db)
                #expect(try await running(scenario) == ["app-1", "db-1"])
            }
        }

        @Test func aCommandSharesTheNetworkOfAnotherService() async throws {
            let text = """
                services:
                  owner: \(Self.service(", hostname: the-owner"))
                  guest: \(Self.service(", network_mode: \"service:owner\""))
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let link = "/proc/self/ns/net"
                let run = try await scenario.engarde("run", "--rm", "-T", "guest", "readlink", link)
                #expect(try await running(scenario) == ["owner-1"])
                let owners = try await scenario.engarde("exec", "-T", "owner", "readlink", link).output
                #expect(owners.hasPrefix("net:[") && run.output == owners, "\(run.errors)")
            }
        }

        @Test(
            arguments: [
                ("network_mode: \"service:db\"", "network namespace"), ("volumes_from: [db]", "volume"),
            ]
        )
        func whatIsSharedHasToBeThere(attribute: String, words: String) async throws {
            let text = """
                services:
                  app: \(Self.service(", \(attribute)"))
                  db: \(Self.service(", volumes: [/data]"))
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "-d")
                #expect(try await scenario.engarde("up", "-d", "--no-deps", "app").status == 0)
                try await scenario.docker("rm", "-fv", "\(scenario.project)-db-1")
                let up = try await scenario.engarde("up", "-d", "--no-deps", "app")
                #expect(up.status == 1)
                let message = "cannot share \(words) with service db: container missing"
                #expect(up.errors.contains(message), "\(up.errors)")
            }
        }
    }
}
