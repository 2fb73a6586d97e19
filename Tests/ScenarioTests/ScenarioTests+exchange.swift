import Foundation
import Testing

extension ScenarioTests {
    /// Where docker compose and EnGarde work on one project, or where scripts expect the one from the other.
    @Suite struct Exchange {
        private static let stack = """
            services:
              web:
                image: \(Requirements.image)
                command: ["sleep", "1000"]
                init: true
                env_file: web.env
                label_file: web.labels
                environment: {GREETING: "a <b> & c"}
                ports: ["29874:80"]
                volumes: ["./site:/site:ro", "data:/data"]
                depends_on: {db: {condition: service_started}}
                networks: {front: {aliases: [www]}}
              db:
                image: \(Requirements.image)
                command: ["sleep", "1000"]
                init: true
                scale: 2
                networks: [front]
              side:
                image: \(Requirements.image)
                command: ["sleep", "1000"]
                init: true
                network_mode: service:db
                pid: service:db
                volumes_from: ["web:ro"]
            volumes: {data: {}}
            networks: {front: {}}
            """
        private static let files = [
            "compose.yaml": stack, "web.env": "A=1\n", "web.labels": "team=blue\n", "site/x": "",
        ]

        private func containers(_ scenario: Scenario) async throws -> [String] {
            let label = "label=com.docker.compose.project=\(scenario.project)"
            let lines = try await scenario.docker("ps", "-a", "--format", "{{.Names}} {{.ID}}", "--filter", label)
            return lines.split(separator: "\n").map(String.init).sorted()
        }

        @Test(.enabled(if: Requirements.hasDockerCompose, "docker compose is not installed"))
        func neitherToolReplacesWhatTheOtherMade() async throws {
            try await Scenario.run(Self.files) { scenario in
                func compose(_ arguments: String...) async throws -> ChildProcess.Result {
                    try await ChildProcess(
                        "/usr/bin/env",
                        ["docker", "compose", "-p", scenario.project] + arguments,
                        directory: scenario.directory
                    ).result()
                }
                #expect(try await scenario.engarde("up", "-d").status == 0)
                let made = try await containers(scenario)
                #expect(made.count == 4)
                let theirs = try await compose("up", "-d")
                #expect(theirs.status == 0 && !theirs.errors.contains("Recreate"), "\(theirs.errors)")
                #expect(try await containers(scenario) == made)
                let hashes = try await scenario.engarde("config", "--hash", "*").output
                #expect(try await compose("config", "--hash", "*").output == hashes)

                #expect(try await compose("down", "-t", "0").status == 0)
                #expect(try await compose("up", "-d").status == 0)
                let remade = try await containers(scenario)
                #expect(remade.count == 4 && remade != made)
                #expect(try await scenario.engarde("up", "--dry-run").output == "nothing to do\n")
            }
        }

        @Test func linksOnTheDefaultBridgeLeadToTheOtherService() async throws {
            let text = """
                services:
                  web:
                    image: \(Requirements.image)
                    command: ["sleep", "1000"]
                    init: true
                    network_mode: bridge
                    links: [db, "db:store"]
                  db:
                    image: \(Requirements.image)
                    command: ["sleep", "1000"]
                    init: true
                    network_mode: bridge
                    environment: {A: "${A:-1}"}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                func address() async throws -> String {
                    try await scenario.inspect("db", "{{.NetworkSettings.IPAddress}}")
                }
                func resolved(_ name: String) async throws -> String {
                    let found = try await scenario.engarde("exec", "-T", "web", "getent", "hosts", name).output
                    return String(found.prefix { $0 != " " })
                }
                let up = try await scenario.engarde("up", "-d")
                #expect(up.status == 0, "\(up.errors)")
                for name in ["db", "store", "db-1", "\(scenario.project)-db-1"] {
                    #expect(try await resolved(name) == (try await address()), "\(name)")
                }
                #expect(try await scenario.engarde("up", "--dry-run").output == "nothing to do\n")
                #expect(try await scenario.engarde("up", "-d", environment: ["A": "2"]).status == 0)
                #expect(try await resolved("store") == (try await address()))
            }
        }

        @Test func aFixedPortIsNotSharedByTwoContainers() async throws {
            let text = """
                services:
                  web:
                    image: \(Requirements.image)
                    ports: ["29875:80"]
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let result = try await scenario.engarde("up", "-d", "--scale", "web=2")
                #expect(result.status == 1)
                #expect(
                    result.errors == """
                        error: service 'web' publishes port 29875, which its 2 containers cannot share
                          --> compose.yaml:4:5
                          |
                        4 |     ports: ["29875:80"]
                          |     ^^^^^

                        hint: leave the host's port open, publish a range of ports, or run one container (EG0410)

                        """
                )
                #expect(try await scenario.container("web") == "")
                let label = "label=com.docker.compose.project=\(scenario.project)"
                #expect(try await scenario.docker("network", "ls", "-q", "--filter", label) == "")
            }
        }

        @Test(arguments: ["COMPOSE_REMOVE_ORPHANS", "COMPOSE_IGNORE_ORPHANS"])
        func variablesOfTheEnvFileSayWhatBecomesOfOrphans(variable: String) async throws {
            let web = "web: {image: \(Requirements.image), command: [sleep, '1000'], init: true, network_mode: none}"
            let files = [
                "compose.yaml": "services: {\(web), old: {image: \(Requirements.image), network_mode: none}}\n"
            ]
            try await Scenario.run(files) { scenario in
                try await scenario.engarde("up", "-d")
                try scenario.write("services: {\(web)}\n", to: "compose.yaml")
                #expect(try await scenario.engarde("up", "-d").errors.contains("found orphan containers"))
                try scenario.write("\(variable)=true\n", to: ".env")
                let up = try await scenario.engarde("up", "-d")
                #expect(up.status == 0 && !up.errors.contains("found orphan containers"), "\(up.errors)")
                #expect(try await scenario.container("old").isEmpty == (variable == "COMPOSE_REMOVE_ORPHANS"))
            }
        }

        @Test func downRemovesOrphansWhenTheEnvFileSaysSo() async throws {
            let web = "web: {image: \(Requirements.image), network_mode: none}"
            let files = [
                "compose.yaml": "services: {\(web), old: {image: \(Requirements.image), network_mode: none}}\n"
            ]
            try await Scenario.run(files) { scenario in
                try await scenario.engarde("up", "-d")
                try scenario.write("services: {\(web)}\n", to: "compose.yaml")
                try await scenario.engarde("down")
                #expect(try await scenario.container("old") != "")
                try scenario.write("COMPOSE_REMOVE_ORPHANS=1\n", to: ".env")
                try await scenario.engarde("down")
                #expect(try await scenario.container("old") == "")
            }
        }

        @Test func aFailingHookBeforeTheStopFailsTheVerbAndTheContainerGoesAllTheSame() async throws {
            let text = """
                services:
                  web:
                    image: \(Requirements.image)
                    command: ["sleep", "1000"]
                    init: true
                    environment: {A: "${A:-1}"}
                    pre_stop: [{command: ["sh", "-c", "echo not now; exit 3"]}]
                """
            let failure = """
                error: 'pre_stop' failed: web hook exited with status 3: 'sh …'
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "-d")
                let old = try await scenario.container("web")
                let replaced = try await scenario.engarde("up", "-d", environment: ["A": "2"])
                #expect(replaced.status == 1 && replaced.errors.contains(failure), "\(replaced.errors)")
                let new = try await scenario.container("web")
                #expect(new != old)
                #expect(
                    try await scenario.inspect("web", "{{.Name}} {{.State.Running}}")
                        == "/\(scenario.project)-web-1 true"
                )
                let down = try await scenario.engarde("down", "-t", "0")
                #expect(down.status == 1 && down.errors.contains(failure), "\(down.errors)")
                #expect(try await scenario.container("web") == "")
            }
        }
    }
}
