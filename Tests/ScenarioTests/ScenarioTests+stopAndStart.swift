import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// `stop`, `start`, `restart`, `kill` and `rm`.
    @Suite struct StopAndStart {
        private static let shop = """
            services:
              web:
                image: \(Requirements.image)
                init: true
                command: sleep 1000
                depends_on: {db: {condition: service_healthy, restart: true}}
                post_start: [{command: ["sh", "-c", "echo started >> /hooks"]}]
                pre_stop: [{command: ["sh", "-c", "echo stopped >> /hooks"]}]
              db:
                image: \(Requirements.image)
                init: true
                command: sleep 1000
                volumes: [/data]
                healthcheck: {test: ["CMD", "true"], interval: 1s}
              other: {image: \(Requirements.image), init: true, command: sleep 1000}
            """

        private func states(_ scenario: Scenario) async throws -> [String] {
            try await scenario.docker(
                "ps",
                "-a",
                "--filter",
                "label=com.docker.compose.project=\(scenario.project)",
                "--format",
                #"{{.Label "com.docker.compose.service"}} {{.State}}"#
            )
            .split(separator: "\n").map(String.init).sorted()
        }

        /// The lines about what was done to containers, without times, in alphabetical order.
        ///
        /// That something takes long is said, and is no matter of what is done.
        private func lines(_ result: ChildProcess.Result, _ scenario: Scenario) -> [String] {
            result.errors.split(separator: "\n").filter { !$0.contains("  Waiting until it is ") }.map { line in
                let words = line.replacing("Container \(scenario.project)-", with: "").split(separator: " ")
                return words.prefix(line.contains("✔") ? 3 : 2).joined(separator: " ")
            }
            .sorted()
        }

        @Test func stopKeepsContainersAndStartBringsThemBackWithTheirDependencies() async throws {
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                try await scenario.engarde("up", "-d", "-t", "1")
                let stop = try await scenario.engarde("stop", "web", "db", "-t", "1")
                #expect(stop.status == 0)
                #expect(stop.output == "")
                #expect(lines(stop, scenario) == ["✔ db-1 Stopped", "✔ web-1 Stopped"], "\(stop.errors)")
                #expect(try await states(scenario) == ["db exited", "other running", "web exited"])

                let again = try await scenario.engarde("stop", "web")
                #expect(again.status == 0)
                #expect(again.errors == " ✔ Container \(scenario.project)-web-1  Stopped\n")

                let start = try await scenario.engarde("start", "web")
                #expect(start.status == 0)
                #expect(start.output == "")
                #expect(
                    lines(start, scenario) == ["✔ db-1 Healthy", "✔ db-1 Started", "✔ web-1 Started"],
                    "\(start.errors)"
                )
                #expect(try await states(scenario) == ["db running", "other running", "web running"])
                #expect(
                    try await scenario.docker("exec", try await scenario.container("web"), "cat", "/hooks")
                        == "started\nstopped\nstarted"
                )
                #expect(try await scenario.engarde("start").errors == "")
            }
        }

        @Test func aRestartTakesThoseAlongThatAskedForItAndSaysSo() async throws {
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                try await scenario.engarde("up", "-d")
                let before = try await scenario.inspect("other", "{{.State.StartedAt}}")
                let container = try await scenario.container("db")
                let restart = try await scenario.engarde("restart", "-t", "1", "db")
                #expect(restart.status == 0)
                #expect(
                    lines(restart, scenario) == [
                        "db-1 Restarting", "web-1 Restarting", "✔ db-1 Healthy", "✔ db-1 Started", "✔ db-1 Stopped",
                        "✔ web-1 Started", "✔ web-1 Stopped",
                    ],
                    "\(restart.errors)"
                )
                #expect(try await scenario.container("db") == container)
                #expect(try await scenario.inspect("other", "{{.State.StartedAt}}") == before)

                let plan = try await scenario.engarde("restart", "db", "--no-deps", "--dry-run")
                #expect(
                    plan.output == """
                        1. stop container \(scenario.project)-db-1  # it was asked for
                        2. start container \(scenario.project)-db-1 after 1  # it was asked for

                        """
                )
            }
        }

        @Test func withoutFilesLabelsAreEnough() async throws {
            try await Scenario.run(["elsewhere/compose.yaml": Self.shop]) { scenario in
                try await scenario.engarde("-f", "elsewhere/compose.yaml", "up", "-d")
                #expect(
                    try await scenario.engarde("stop", "--dry-run").output == """
                        1. stop container \(scenario.project)-other-1  # the services are stopped
                        2. stop container \(scenario.project)-web-1  # the services are stopped
                        3. stop container \(scenario.project)-db-1 after 2  # the services are stopped

                        """
                )
                #expect(try await scenario.engarde("stop", "-t", "1").status == 0)
                #expect(try await states(scenario) == ["db exited", "other exited", "web exited"])
                #expect(try await scenario.engarde("start", "web").status == 0)
                #expect(try await states(scenario) == ["db running", "other exited", "web running"])
                #expect(try await scenario.engarde("restart", "-t", "1", "other").status == 0)
                #expect(try await scenario.engarde("kill", "web").status == 0)
                #expect(try await states(scenario) == ["db running", "other running", "web exited"])
                #expect(try await scenario.engarde("rm", "-fs").status == 0)
                #expect(try await states(scenario) == [])
                let unknown = try await scenario.engarde("stop", "web")
                #expect(unknown.status == 1)
                let message = "error: no container found for project \"\(scenario.project)\"\n"
                #expect(unknown.errors.hasPrefix(message), "\(unknown.errors)")
            }
        }

        @Test func aServiceWithoutAContainerCannotBeStarted() async throws {
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                let start = try await scenario.engarde("start", "other")
                #expect(start.status == 1)
                #expect(
                    start.errors == """
                        error: service 'other' has no container

                        hint: create one with 'engarde -p \(scenario.project) up -d other' (EG0804)

                        """
                )
                let unknown = try await scenario.engarde("restart", "othre")
                #expect(unknown.status == 1)
                #expect(
                    unknown.errors == """
                        error: no such service: othre

                        hint: did you mean 'other'? (EG0406)

                        """
                )
            }
        }

        @Test func startWaitsUntilServicesAreReadyAndNoLonger() async throws {
            let text = """
                services:
                  slow:
                    image: \(Requirements.image)
                    init: true
                    command: sleep 1000
                    healthcheck: {test: ["CMD", "test", "-e", "/ready"], interval: 1h, retries: 100}
                  job: {image: \(Requirements.image), command: "true"}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "--no-start")
                let late = try await scenario.engarde("start", "--wait", "--wait-timeout", "1", "slow")
                #expect(late.status == 1)
                #expect(
                    late.errors.contains(
                        "error: application not healthy after 1s: service 'slow' is not running or healthy yet\n"
                    ),
                    "\(late.errors)"
                )
                try await scenario.docker("exec", try await scenario.container("slow"), "touch", "/ready")
                let start = try await scenario.engarde("start", "--wait")
                #expect(start.status == 0, "\(start.errors)")
                #expect(start.errors.contains("\(scenario.project)-slow-1  Healthy"), "\(start.errors)")
            }
        }

        @Test func upWaitsForJobsToEndAndForNothingElse() async throws {
            let text = """
                services:
                  app: {image: \(Requirements.image), init: true, command: sleep 1000}
                  job: {image: \(Requirements.image), command: "true"}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let up = try await scenario.engarde("up", "--wait")
                #expect(up.status == 0, "\(up.errors)")
                #expect(try await states(scenario) == ["app running", "job exited"])
            }
        }

        @Test func killSendsASignalAndRmAsksFirst() async throws {
            let text = """
                services:
                  app:
                    image: \(Requirements.image)
                    command: ["sh", "-c", "trap 'touch /hup' HUP; trap 'exit 3' USR1; while true; do sleep 0.1; done"]
                    volumes: [/data]
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "-d")
                let app = try await scenario.container("app")
                let isHeard = try await eventually {
                    let kill = try await scenario.engarde("kill", "-s", "SIGHUP", "app")
                    #expect(kill.status == 0)
                    #expect(lines(kill, scenario) == ["✔ app-1 Killed"], "\(kill.errors)")
                    return try await scenario.docker("exec", app, "ls", "/hup") == "/hup"
                }
                #expect(isHeard)
                #expect(try await states(scenario) == ["app running"])
                let running = try await scenario.engarde("rm", "-f")
                #expect(running.status == 0)
                #expect(
                    running.errors
                        == "warning: no stopped containers (containers that run are stopped and removed with '-s')\n"
                )
                try await scenario.engarde("kill", "-s", "USR1")
                #expect(try await eventually { try await states(scenario) == ["app exited"] })
                #expect(try await scenario.engarde("kill").errors == "warning: no container to kill\n")

                let unasked = try await scenario.engarde("rm")
                #expect(unasked.status == 1)
                #expect(
                    unasked.errors == """
                        error: nobody can be asked whether to remove \(scenario.project)-app-1

                        hint: say so with '-f'

                        """
                )
                let volume = try await scenario.inspect("app", "{{(index .Mounts 0).Name}}")
                let removal = try await scenario.engarde("rm", "-fv", "app")
                #expect(removal.status == 0)
                #expect(lines(removal, scenario) == ["✔ app-1 Removed"], "\(removal.errors)")
                #expect(try await states(scenario) == [])
                #expect(try await scenario.docker("volume", "ls", "-q", "--filter", "name=\(volume)") == "")
            }
        }

        @Test func whatChangesIsToldAndSoIsWhatStays() async throws {
            let text = """
                services:
                  web: {image: \(Requirements.image), init: true, command: sleep 1000, labels: {v: "${V:-1}"}}
                  db: {image: \(Requirements.image), init: true, command: sleep 1000}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "-d")
                #expect(try await scenario.engarde("up", "-d").errors == "")
                let up = try await scenario.start(["up", "-d", "-t", "1"], environment: ["V": "2"]).result()
                #expect(up.errors.contains(" ✔ Container \(scenario.project)-db-1  Running\n"), "\(up.errors)")
                #expect(up.errors.contains(" ✔ Container \(scenario.project)-web-1  Recreated\n"), "\(up.errors)")
            }
        }
    }
}
