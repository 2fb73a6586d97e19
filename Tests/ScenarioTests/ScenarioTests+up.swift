import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    @Suite struct Up {
        private static let stack = """
            services:
              web:
                image: \(Requirements.image)
                command: ["sleep", "1000"]
                init: true
                environment: {GREETING: "${GREETING:-hello}"}
                depends_on: {db: {condition: service_healthy}}
              db:
                image: \(Requirements.image)
                command: ["sh", "-c", "sleep 1; touch /ready; exec sleep 1000"]
                init: true
                volumes: ["data:/data"]
                healthcheck: {test: ["CMD", "test", "-e", "/ready"], interval: 1h}
            volumes: {data: {}}
            """

        @Test func startsInOrderWithoutWaitingForTheEnginesInterval() async throws {
            try await Scenario.run(["compose.yaml": Self.stack]) { scenario in
                let result = try await scenario.engarde("up", "-d")
                #expect(result.status == 0, "\(result.errors)")
                #expect(try await scenario.inspect("web", "{{.State.Running}}") == "true")
                // The engine itself has not even tried the health check by now.
                #expect(try await scenario.inspect("db", "{{.State.Health.Status}}") == "starting")
            }
        }

        @Test func aSecondUpHasNothingToDo() async throws {
            try await Scenario.run(["compose.yaml": Self.stack]) { scenario in
                try await scenario.engarde("up", "-d")
                let web = try await scenario.container("web")
                #expect(try await scenario.engarde("up", "--dry-run").output == "nothing to do\n")
                let second = try await scenario.engarde("up", "-d")
                #expect(second.status == 0)
                #expect(second.errors == "")
                #expect(try await scenario.container("web") == web)
            }
        }

        @Test func aChangedVariableReplacesThatServiceAndSaysWhy() async throws {
            try await Scenario.run(["compose.yaml": Self.stack]) { scenario in
                try await scenario.engarde("up", "-d")
                let (web, db) = (try await scenario.container("web"), try await scenario.container("db"))
                let preview = try await scenario.engarde("up", "--dry-run", environment: ["GREETING": "bye"])
                #expect(preview.output.contains("# environment.GREETING changed"))
                #expect(!preview.output.contains("create container \(scenario.project)-db-1"))
                #expect(try await scenario.engarde("up", "-d", environment: ["GREETING": "bye"]).status == 0)
                #expect(try await scenario.container("web") != web)
                #expect(try await scenario.container("db") == db)
                #expect(try await scenario.engarde("exec", "-T", "web", "printenv", "GREETING").output == "bye\n")
            }
        }

        @Test(arguments: [150, 400, 700, 1_100]) func whatAKilledUpLeavesBehindConverges(milliseconds: Int) async throws
        {
            try await Scenario.run(["compose.yaml": Self.stack]) { scenario in
                try await scenario.engarde("up", "-d")
                let child = try scenario.start(["up", "-d", "--force-recreate"])
                try await Task.sleep(for: .milliseconds(milliseconds))
                child.signal(SIGKILL)
                _ = try await child.result()
                let again = try await scenario.engarde("up", "-d")
                #expect(again.status == 0, "\(again.errors)")
                #expect(try await scenario.engarde("up", "--dry-run").output == "nothing to do\n")
                let names = try await scenario.docker(
                    "ps",
                    "-a",
                    "--format",
                    "{{.Names}}",
                    "--filter",
                    "label=com.docker.compose.project=\(scenario.project)"
                )
                #expect(
                    names.split(separator: "\n").sorted()
                        == ["\(scenario.project)-db-1", "\(scenario.project)-web-1"]
                )
            }
        }

        @Test func downLeavesNothingBehind() async throws {
            try await Scenario.run(["compose.yaml": Self.stack]) { scenario in
                try await scenario.engarde("up", "-d")
                #expect(try await scenario.engarde("down", "-v").status == 0)
                let filter = "label=com.docker.compose.project=\(scenario.project)"
                #expect(try await scenario.docker("ps", "-aq", "--filter", filter) == "")
                #expect(try await scenario.docker("network", "ls", "-q", "--filter", filter) == "")
                #expect(try await scenario.docker("volume", "ls", "-q", "--filter", filter) == "")
            }
        }

        @Test func attachedUpShowsOutputAndStopsOnInterrupt() async throws {
            let text = """
                services:
                  talker:
                    image: \(Requirements.image)
                    init: true
                    command: ["sh", "-c", "echo one; echo two >&2; exec sleep 1000"]
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let child = try scenario.start(["up"])
                #expect(
                    try await eventually {
                        child.output == "Attaching to talker-1\ntalker-1  | one\n"
                            && child.errors.contains("talker-1  | two\n")
                    },
                    "\(child.output)\n\(child.errors)"
                )
                child.signal(SIGINT)
                let result = try await child.result()
                #expect(result.status == 130)
                #expect(result.errors.contains("stopping (press Ctrl-C again to kill)"))
                #expect(try await scenario.inspect("talker", "{{.State.Status}}") == "exited")
            }
        }

        @Test func aSecondInterruptKills() async throws {
            let text = """
                services:
                  deaf:
                    image: \(Requirements.image)
                    stop_grace_period: 60s
                    command: ["sh", "-c", "trap '' TERM; echo up; while true; do sleep 1; done"]
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let child = try scenario.start(["up"])
                #expect(try await eventually { child.output.contains("deaf-1  | up") })
                child.signal(SIGINT)
                #expect(try await eventually { child.errors.contains("stopping") })
                child.signal(SIGINT)
                let clock = ContinuousClock()
                let began = clock.now
                #expect(try await child.result().status == 130)
                // It did not wait for the minute that the container would have taken.
                #expect(clock.now - began < .seconds(30))
                #expect(try await scenario.inspect("deaf", "{{.State.ExitCode}}") == "137")
            }
        }

        @Test func attachedUpEndsWithItsContainersAndShowsTheirLastLine() async throws {
            let text = """
                services:
                  job: {image: \(Requirements.image), command: ["sh", "-c", "sleep 0.5; echo last"]}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let result = try await scenario.engarde("up")
                #expect(result.status == 0, "\(result.errors)")
                #expect(result.output == "Attaching to job-1\njob-1  | last\njob-1 exited with code 0\n")
                // A job that is done is no failure.
                #expect(!result.errors.contains("✘") && !result.errors.contains("warning"), "\(result.errors)")
            }
        }

        @Test func attachedUpOfAServiceEndsWithIt() async throws {
            let text = """
                services:
                  job:
                    image: \(Requirements.image)
                    command: ["echo", "done"]
                    depends_on: [base]
                  base: {image: \(Requirements.image), init: true, command: ["sleep", "1000"]}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let result = try await scenario.engarde("up", "--attach-dependencies", "job")
                #expect(result.status == 0, "\(result.errors)")
                #expect(result.output == "Attaching to base-1, job-1\njob-1  | done\njob-1 exited with code 0\n")
                #expect(try await scenario.inspect("base", "{{.State.Status}}") == "running")
            }
        }

        @Test(.enabled(if: Requirements.hasDockerCompose, "docker compose is not installed"))
        func dockerComposeSeesTheProjectAndTheTwoAlternate() async throws {
            try await Scenario.run(["compose.yaml": Self.stack]) { scenario in
                try await scenario.engarde("up", "-d")
                let listed = try await scenario.docker(
                    "compose",
                    "-p",
                    scenario.project,
                    "ps",
                    "--format",
                    "{{.Service}} {{.State}}"
                )
                #expect(listed.split(separator: "\n").sorted() == ["db running", "web running"])
                try await scenario.docker("compose", "-p", scenario.project, "stop", "-t", "0")
                #expect(try await scenario.engarde("up", "-d").status == 0)
                #expect(try await scenario.inspect("web", "{{.State.Running}}") == "true")
                try await scenario.docker("compose", "-p", scenario.project, "down", "-v", "-t", "0")
                #expect(try await scenario.container("web") == "")
            }
        }

        @Test(.enabled(if: Requirements.hasDockerCompose, "docker compose is not installed"))
        func whatDockerComposeStartedIsKeptIfNothingDiffers() async throws {
            let text = """
                services:
                  web:
                    image: \(Requirements.image)
                    command: sh -c "exec sleep 1000"
                    init: true
                    environment: {GREETING: "${GREETING:-hello}"}
                    ports: ["29873:80"]
                    volumes: ["./site:/site:ro", "data:/data"]
                    labels: {team: blue}
                    restart: unless-stopped
                    healthcheck: {test: ["CMD", "true"], interval: 30s}
                    networks: {front: {aliases: [www]}}
                volumes: {data: {}}
                networks: {front: {}}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.docker("compose", "-p", scenario.project, "up", "-d")
                #expect(try await scenario.inspect("web", "{{.State.Running}}") == "true")
                #expect(try await scenario.engarde("up", "--dry-run").output == "nothing to do\n")
                let changed = try await scenario.engarde("up", "--dry-run", environment: ["GREETING": "bye"])
                #expect(changed.output.contains("# another tool made it with other settings: environment\n"))
            }
        }
    }
}
