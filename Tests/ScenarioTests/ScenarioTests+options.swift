import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Options that scripts of docker compose's users give, with docker compose's meaning.
    @Suite struct Options {
        private static func service(_ command: String, _ more: String = "") -> String {
            "{image: \(Requirements.image), init: true, stop_grace_period: 1s, command: [\"sh\", \"-c\", \"\(command)\"]\(more)}"
        }

        private static let quartet = """
            services:
              steady: \(service("echo steady; exec sleep 1000"))
              good: \(service("exit 0"))
              bad: \(service("exit 7", ", depends_on: {good: {condition: service_completed_successfully}}"))
            """

        @Test func aContainersEndEndsEverythingWithItsCode() async throws {
            try await Scenario.run(["compose.yaml": Self.quartet]) { scenario in
                let run = try await scenario.engarde("up", "--abort-on-container-failure")
                #expect(run.status == 7, "\(run)")
                #expect(run.errors.contains("\(scenario.project)-bad-1 ended with code 7: stopping everything\n"))
                #expect((run.output + run.errors).contains("good-1 exited with code 0"))
                #expect(try await scenario.inspect("steady", "{{.State.Running}}") == "false")
            }
        }

        @Test func anyEndCountsUnlessOnlyFailuresDo() async throws {
            try await Scenario.run(["compose.yaml": Self.quartet]) { scenario in
                let run = try await scenario.engarde("up", "--abort-on-container-exit", "steady", "good")
                #expect(run.status == 0, "\(run)")
                #expect(run.errors.contains("\(scenario.project)-good-1 ended with code 0: stopping everything\n"))
                #expect(try await scenario.inspect("steady", "{{.State.Running}}") == "false")
            }
        }

        @Test func theExitCodeIsThatOfTheChosenService() async throws {
            // The first one ends when the chosen one listens to signals, and that has the time to answer.
            let text = """
                services:
                  first: \(Self.service("exit 3", ", depends_on: {chosen: {condition: service_healthy}}"))
                  chosen:
                    image: \(Requirements.image)
                    stop_grace_period: 60s
                    command: ["sh", "-c", "trap 'exit 42' TERM; touch /ready; while :; do sleep 0.05; done"]
                    healthcheck: {test: ["CMD", "test", "-e", "/ready"], interval: 1s}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let run = try await scenario.engarde("up", "--exit-code-from", "chosen")
                #expect(run.status == 42, "\(run)")
                let unknown = try await scenario.engarde("up", "--exit-code-from", "chosn")
                #expect(unknown.errors == "error: no such service: chosn\n\nhint: did you mean 'chosen'? (EG0406)\n")
            }
        }

        @Test func replacingAContainerIsNoEnd() async throws {
            try await Scenario.run(["compose.yaml": Self.quartet]) { scenario in
                try await scenario.engarde("up", "-d", "steady")
                let child = try scenario.start(["up", "--force-recreate", "--abort-on-container-exit", "steady"])
                #expect(try await eventually { child.output.contains("steady-1  | steady") }, "\(child.errors)")
                #expect(child.isRunning)
                child.signal(SIGINT)
                #expect(try await child.result().status == 130)
            }
        }

        @Test func onlyTheOutputOfAttachedServicesIsShown() async throws {
            let text = """
                services:
                  app: \(Self.service("echo from-app; exec sleep 1000", ", depends_on: [db, quiet]"))
                  db: \(Self.service("echo from-db; exec sleep 1000"))
                  quiet: \(Self.service("echo from-quiet; exec sleep 1000", ", attach: false"))
                """
            let cases: [(arguments: [String], shown: Set<String>)] = [
                ([], ["app", "db"]), (["app"], ["app"]), (["--attach-dependencies", "app"], ["app", "db"]),
                (["--attach", "quiet", "--attach", "db"], ["quiet", "db"]), (["--no-attach", "db"], ["app"]),
            ]
            try await Scenario.run(["compose.yaml": text]) { scenario in
                for (arguments, shown) in cases {
                    let child = try scenario.start(["up", "--force-recreate", "-t0"] + arguments)
                    let isComplete = try await eventually { shown.allSatisfy { child.output.contains("from-\($0)") } }
                    #expect(isComplete, "\(arguments): \(child.output)\(child.errors)")
                    child.signal(SIGINT)
                    let run = try await child.result()
                    for name in ["app", "db", "quiet"] {
                        #expect(
                            run.output.contains("from-\(name)") == shown.contains(name),
                            "\(arguments): \(run.output)"
                        )
                    }
                    // Ctrl-C leaves what the named services depend on.
                    #expect(try await scenario.engarde("down", "-t0").status == 0)
                }
                let run = try await scenario.engarde("up", "--attach", "quiet", "db")
                #expect(run.status == 1)
                #expect(
                    run.errors == """
                        error: cannot attach to service 'quiet': it is not brought up

                        hint: name it as one that is brought up, or leave out '--attach quiet'

                        """
                )
            }
        }

        @Test func noStartCreatesEverythingAndStartsNothing() async throws {
            let text = Self.quartet + "\nvolumes: {unused: {}}\n"
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let run = try await scenario.engarde("up", "--no-start", "--quiet-pull", "-y")
                #expect(run.status == 0, "\(run)")
                for service in ["steady", "good", "bad"] {
                    #expect(try await scenario.inspect(service, "{{.State.Status}}") == "created")
                }
                let again = try await scenario.engarde("--dry-run", "up", "--no-start")
                #expect(again.output == "nothing to do\n")
                #expect(try await scenario.engarde("ps", "-q").output == "")
                let listed = try await scenario.engarde(
                    "ps",
                    "--status",
                    "created",
                    "--format",
                    "{{.Service}} {{.State}}"
                )
                #expect(listed.output == "bad created\ngood created\nsteady created\n")
            }
        }

        @Test func dependenciesAreReplacedOnlyWhenAsked() async throws {
            let text = """
                services:
                  app: \(Self.service("exec sleep 1000", ", depends_on: [db]"))
                  db: \(Self.service("exec sleep 1000"))
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "-d")
                let database = try await scenario.container("db")
                try await scenario.engarde("up", "-d", "--force-recreate", "app", "-t0")
                #expect(try await scenario.container("db") == database)
                try await scenario.engarde("up", "-d", "--always-recreate-deps", "app", "-t", "0")
                #expect(try await scenario.container("db") != database)
                let replaced = try await scenario.container("db")
                try scenario.write(text.replacing("exec sleep 1000", with: "exec sleep 2000"), to: "compose.yaml")
                try await scenario.engarde("up", "-d", "--no-recreate", "app")
                #expect(try await scenario.container("db") == replaced)
            }
        }

        @Test func namesAreThoseOfTheFirstComposeWhenAsked() async throws {
            let text = """
                services:
                  app:
                    build: {dockerfile_inline: "FROM \(Requirements.image)"}
                    init: true
                    command: [sh, -c, "echo hello; exec sleep 1000"]
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let run = try await scenario.engarde("--compatibility", "--parallel", "1", "--verbose", "up", "-d")
                #expect(run.status == 0, "\(run)")
                #expect(run.errors.contains("create container \(scenario.project)_app_1"), "\(run.errors)")
                let listed = try await scenario.engarde("ps", "--format", "{{.Name}} {{.Image}}")
                #expect(listed.output == "\(scenario.project)_app_1 \(scenario.project)_app\n")
                #expect(try await eventually { try await scenario.engarde("logs").output == "app_1  | hello\n" })
                let again = try await scenario.engarde("up", "-d", environment: ["COMPOSE_COMPATIBILITY": "true"])
                #expect(again.status == 0 && again.errors == "", "\(again)")
            }
        }

        @Test func whatNoServiceUsesIsCreatedWhenAsked() async throws {
            try await Scenario.run(["compose.yaml": "volumes: {v: {}}\nnetworks: {n: {}}\n"]) { scenario in
                let run = try await scenario.engarde("--all-resources", "up")
                #expect(run.status == 0, "\(run)")
                #expect(run.errors.contains("Volume \(scenario.project)_v  Created"), "\(run)")
                #expect(run.errors.contains("Network \(scenario.project)_n  Created"), "\(run)")
            }
        }

        @Test func logsOfATimeAndOfOneContainer() async throws {
            let text =
                "services: {app: \(Self.service("hostname; sleep 2; echo late; exec sleep 1000", ", scale: 2"))}\n"
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "-d")
                #expect(
                    try await eventually {
                        try await scenario.engarde("logs").output.components(separatedBy: "late").count == 3
                    }
                )
                let one = try await scenario.engarde("logs", "--index", "2", "app").output.split(separator: "\n")
                #expect(one.count == 2 && one.allSatisfy { $0.hasPrefix("app-2  | ") }, "\(one)")
                let lines = try await scenario.engarde("logs", "-t", "--no-log-prefix", "--index=1", "app").output
                    .split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
                let last = try #require(lines.last?.first)
                let since = try await scenario.engarde("logs", "--no-log-prefix", "--since", last, "--index=1", "app")
                #expect(since.output == "late\n")
                #expect(try await scenario.engarde("logs", "--until", "1h").output == "")
                let missing = try await scenario.engarde("logs", "--index", "9", "app")
                #expect(missing.status == 1)
                #expect(
                    missing.errors == "error: there is no container number 9\n\nhint: see 'engarde explain EG0804'\n"
                )
                let followed = try scenario.start([
                    "logs", "-f", "--no-log-prefix", "--since", last, "--index", "1", "app",
                ])
                #expect(try await eventually { followed.output == "late\n" }, "\(followed.output)\(followed.errors)")
                followed.signal(SIGINT)
                #expect(try await followed.result().status == 130)
            }
        }

        @Test func downOfAServiceTakesWhatDependsOnItAndLeavesTheRest() async throws {
            let text = """
                services:
                  app: \(Self.service("exec sleep 1000", ", depends_on: [db], networks: [front, back]"))
                  db: \(Self.service("exec sleep 1000", ", networks: [back]"))
                  other: \(Self.service("exec sleep 1000", ", networks: [front], volumes: ['data:/data']"))
                networks: {front: {}, back: {}}
                volumes: {data: {}}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "-d")
                let run = try await scenario.engarde("down", "-vt0", "db")
                #expect(run.status == 0, "\(run)")
                #expect(try await scenario.engarde("ps", "-a", "--services").output == "other\n")
                let networks = try await scenario.docker(
                    "network",
                    "ls",
                    "--format",
                    "{{.Name}}",
                    "--filter",
                    "label=com.docker.compose.project=\(scenario.project)"
                )
                #expect(networks == "\(scenario.project)_front")
                #expect(
                    try await scenario.docker("volume", "inspect", "-f", "{{.Name}}", "\(scenario.project)_data")
                        == "\(scenario.project)_data"
                )
                #expect(try await scenario.engarde("down", "-vt0").status == 0)
                #expect(try await scenario.engarde("ps", "-aq").output == "")
            }
        }

        @Test(.enabled(if: Requirements.hasDockerCompose, "docker compose is not there"))
        func psPrintsWhatDockerComposePrints() async throws {
            let text = """
                services:
                  web:
                    image: \(Requirements.image)
                    init: true
                    command: ["sh", "-c", "echo \\"quoted\\" and a long line; exec sleep 1000"]
                    labels: {tier: front}
                    ports: ["127.0.0.1::80", "127.0.0.1::9000/udp"]
                    volumes: ["data:/data", "./:/some/where"]
                    healthcheck: {test: [CMD, "true"], interval: 1s}
                  ended: \(Self.service("exit 3"))
                volumes: {data: {}}
                """
            let arguments: [[String]] = [
                ["-q"], ["-a", "-q"], ["--services", "-a"], ["-a", "--status", "exited", "-q"],
                ["--filter", "status=running", "-q"], ["--no-trunc", "--format", "{{.ID}} {{.Command}} {{.Mounts}}"],
                ["--format", "{{.ID}} {{.Command}} {{.Mounts}} {{.Names}} {{.LocalVolumes}}"],
                [
                    "-a", "--format",
                    "{{.Name}}|{{.Service}}|{{.Project}}|{{.Image}}|{{.State}}|{{.ExitCode}}|{{.Health}}",
                ],
                ["--format", "{{.Ports}} {{.Publishers}} {{json .Publishers}}"],
                ["--format", "{{.CreatedAt}} {{.Networks}}"],
                ["--format", "{{.Label \"tier\"}}{{if eq .Service \"web\"}}!{{end}}"],
                ["-a", "--format", "{{upper .Service | json}}"],
                ["--format", "{{range .Publishers}}{{.TargetPort}}/{{.Protocol}} {{end}}"],
                ["--orphans=false", "-q"], ["web", "--format", "{{.Name}}"], ["--format", "{{len .Name}} {{.Size}}"],
            ]
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "-d")
                #expect(
                    try await eventually {
                        let states = try await scenario.engarde("ps", "-a", "--format", "{{.State}}{{.Health}}").output
                        return states == "exited\nrunninghealthy\n"
                    }
                )
                for line in arguments {
                    let ours = try await scenario.start(["ps"] + line).result()
                    let theirs = try await ChildProcess(
                        "/usr/bin/env",
                        ["docker", "compose", "-p", scenario.project, "ps"] + line,
                        directory: scenario.directory
                    )
                    .result()
                    #expect(ours.status == theirs.status, "\(line)")
                    #expect(Self.words(ours.output) == Self.words(theirs.output), "\(line)")
                }
                for format in ["table {{.Name}}\\t{{.State}}", "table {{.Service}}\t{{.ID}}"] {
                    let ours = try await scenario.engarde("ps", "--format", format).output
                    let theirs = try await scenario.docker("compose", "-p", scenario.project, "ps", "--format", format)
                    #expect(Self.words(ours) == Self.words(theirs), "\(format)")
                }
            }
        }

        /// Lines as words: docker pads tables to other widths; labels and mounts come in any order.
        private static func words(_ text: String) -> [[String]] {
            text.split(separator: "\n").map { line in
                line.split { $0 == " " || $0 == "," }.map(String.init).sorted()
            }
        }
    }
}
