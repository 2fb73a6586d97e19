import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Bad input gives one plain message, and leaves what was running untouched.
    @Suite struct BadInput {
        private let image = Requirements.image

        @Test func anImageThatDoesNotExist() async throws {
            let text = "services:\n  app:\n    image: localhost:1/no/image:tag\n"
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let result = try await scenario.engarde("--progress", "quiet", "up", "-d")
                #expect(result.status == 1)
                let report = result.errors.components(separatedBy: "error: ").last ?? ""
                #expect(report.hasPrefix("cannot pull image 'localhost:1/no/image:tag': "))
                #expect(
                    report.hasSuffix(
                        """

                          --> compose.yaml:3:5
                          |
                        3 |     image: localhost:1/no/image:tag
                          |     ^^^^^

                        hint: check the image's name and the network, or build the image with a 'build' section (EG0512)

                        """
                    ),
                    "\(result.errors)"
                )
                #expect(
                    try await scenario.docker(
                        "network",
                        "ls",
                        "-q",
                        "--filter",
                        "label=com.docker.compose.project=\(scenario.project)"
                    ) == ""
                )
            }
        }

        @Test(.enabled(if: Requirements.canBeNobody, "another user cannot run the binary"))
        func noPermissionOnTheSocket() async throws {
            try await Scenario.run(["compose.yaml": "services: {app: {image: x}}\n"]) { scenario in
                let result = try await ChildProcess(
                    "/usr/bin/env",
                    ["setpriv", "--reuid=65534", "--clear-groups", Requirements.binary.path, "up", "-d"],
                    directory: scenario.directory,
                    environment: ["DOCKER_HOST": "unix:///var/run/docker.sock", "HOME": "/"]
                )
                .result()
                #expect(result.status == 1)
                #expect(
                    result.errors == """
                        error: no permission to use the engine's socket '/var/run/docker.sock'

                        hint: run as root, or add your user to the group that owns the socket (EG0501)

                        """
                )
            }
        }

        @Test func secretsThatCannotBeGivenAreAllNamed() async throws {
            let text = """
                services:
                  app: {image: "\(image)", secrets: [token], configs: [text]}
                secrets:
                  token:
                    environment: TOKEN
                configs:
                  text:
                    external: true

                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let result = try await scenario.engarde("up", "-d")
                #expect(result.status == 1)
                #expect(
                    result.errors == """
                        error: config 'text' of service 'app' is declared with 'external', and only 'file', 'environment' and 'content' are supported
                          --> compose.yaml:8:5
                          |
                        8 |     external: true
                          |     ^^^^^^^^

                        hint: keep the value in a file and name it with 'file' (EG0401)

                        error: environment variable "TOKEN" required by secret "token" is not set
                          --> compose.yaml:5:5
                          |
                        5 |     environment: TOKEN
                          |     ^^^^^^^^^^^

                        hint: set TOKEN in the environment or in '.env' (EG0220)

                        """
                )
                #expect(try await scenario.container("app") == "")
            }
        }

        @Test func whatABuildCannotBeGivenIsAllNamed() async throws {
            let text = """
                services:
                  app:
                    build: {context: ., secrets: [token, key], isolation: process}
                secrets:
                  token: {external: true}
                  key: {external: true}

                """
            try await Scenario.run(["compose.yaml": text, "Dockerfile": "FROM \(image)\n"]) { scenario in
                for verb in [["up", "-d"], ["build"]] {
                    let result = try await scenario.start(["--progress", "quiet"] + verb).result()
                    #expect(result.status == 1)
                    #expect(
                        result.errors == """
                            error: the build of service 'app' uses secret 'token', which is declared with 'external': \
                            builds are given files and variables only
                              --> compose.yaml:5:11
                              |
                            5 |   token: {external: true}
                              |           ^^^^^^^^

                            hint: keep the value in a file and name it with 'file' (EG0401)

                            error: the build of service 'app' uses secret 'key', which is declared with 'external': \
                            builds are given files and variables only
                              --> compose.yaml:6:9
                              |
                            6 |   key: {external: true}
                              |         ^^^^^^^^

                            hint: keep the value in a file and name it with 'file' (EG0401)

                            error: service 'app' uses 'build.isolation', which is not supported yet: \
                            it is for containers of Windows
                              --> compose.yaml:3:48
                              |
                            3 |     build: {context: ., secrets: [token, key], isolation: process}
                              |                                                ^^^^^^^^^

                            hint: see 'engarde explain EG0401'

                            """
                    )
                }
            }
        }

        @Test func aBuildThatFails() async throws {
            let files = [
                "compose.yaml": "services:\n  app:\n    build: .\n",
                "Dockerfile": "FROM \(image)\nRUN echo about to fail && exit 3\n",
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.engarde("--progress", "quiet", "up", "-d")
                #expect(result.status == 1)
                // BuildKit's own words: those of Docker Engine 20.10, and of later ones.
                let command = "/bin/sh -c echo about to fail && exit 3"
                let words = [
                    "executor failed running [\(command)]: exit code: 3",
                    "process \"\(command)\" did not complete successfully: exit code: 3",
                ]
                let said = words.first { result.errors.contains($0) } ?? words[0]
                #expect(
                    result.errors.components(separatedBy: "error: ").last == """
                        the image of service 'app' could not be built at '[2/2] RUN echo about to fail && exit 3': \
                        \(said)
                          --> \(scenario.directory.path)/Dockerfile:2:1
                          |
                        2 | RUN echo about to fail && exit 3
                          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

                        last lines of the step:
                          | about to fail

                        hint: see 'engarde explain EG0601'

                        """,
                    "\(result.errors)"
                )
            }
        }

        @Test func aFrontendThatCannotBeHadIsSaidOnceAtItsLine() async throws {
            let files = [
                "compose.yaml": "services:\n  app:\n    build: .\n",
                "Dockerfile": "# syntax=engarde-test.invalid/frontend:1\nFROM \(image)\n",
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.engarde("build")
                #expect(result.status == 1)
                let parts = result.errors.components(separatedBy: "the Dockerfile frontend")
                #expect(parts.count == 2, "\(result.errors)")
                #expect(
                    parts.first?.hasSuffix(" ✘ Image of app  failed while building\nerror: ") == true,
                    "\(result.errors)"
                )
                #expect(
                    parts.last?.components(separatedBy: "\n").dropFirst().joined(separator: "\n") == """
                          --> \(scenario.directory.path)/Dockerfile:1:10
                          |
                        1 | # syntax=engarde-test.invalid/frontend:1
                          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

                        hint: remove this line, unless the Dockerfile needs what the engine's own frontend does not know (EG0602)

                        """,
                    "\(result.errors)"
                )
            }
        }

        @Test func aHealthCheckThatNeverPasses() async throws {
            let text = """
                services:
                  web: {image: \(image), command: sleep 1000, init: true, depends_on: {db: {condition: service_healthy}}}
                  db:
                    image: \(image)
                    init: true
                    command: sh -c "echo starting up; touch /said; exec sleep 1000"
                    healthcheck: {test: "until [ -e /said ]; do sleep 0.1; done; echo not yet; exit 1", interval: 1s, retries: 1}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let result = try await scenario.engarde("--progress", "quiet", "up", "-d")
                #expect(result.status == 1)
                #expect(
                    result.errors.components(separatedBy: "error: ").last == """
                        dependency failed to start: container \(scenario.project)-db-1 is unhealthy
                          --> compose.yaml:7:5
                          |
                        7 |     healthcheck: {test: "…", interval: 1s, retries: 1}
                          |     ^^^^^^^^^^^

                        'web' waits for service 'db'

                        last try of its health check, 'until …', exited with 1:
                          | not yet

                        last log lines of '\(scenario.project)-db-1':
                          | starting up

                        hint: see everything it wrote with 'engarde -p \(scenario.project) logs db' (EG0603)

                        """,
                    "\(result.errors)"
                )
                #expect(try await scenario.inspect("web", "{{.State.Status}}") == "created")
            }
        }

        @Test func aDependencyThatEnds() async throws {
            let text = """
                services:
                  web: {image: \(image), command: sleep 1000, depends_on: {job: {condition: service_completed_successfully}}}
                  job: {image: \(image), command: sh -c "echo no luck; exit 4"}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let result = try await scenario.engarde("--progress", "quiet", "up", "-d")
                #expect(result.status == 1)
                #expect(
                    result.errors.components(separatedBy: "error: ").last == """
                        service "job" didn't complete successfully: exit 4
                          --> compose.yaml:3:3
                          |
                        3 |   job: {image: \(image), command: …}
                          |   ^^^

                        'web' waits for service 'job'

                        last log lines of '\(scenario.project)-job-1':
                          | no luck

                        hint: see everything it wrote with 'engarde -p \(scenario.project) logs job' (EG0603)

                        """,
                    "\(result.errors)"
                )
            }
        }

        @Test func aServiceThatEndsAtOnceIsNotReady() async throws {
            let text = "services:\n  app:\n    image: \(image)\n    command: sh -c \"echo cannot; exit 9\"\n"
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let result = try await scenario.engarde("--progress", "quiet", "up", "-d", "--wait")
                #expect(result.status == 1)
                #expect(
                    result.errors.components(separatedBy: "error: ").last == """
                        service 'app': container \(scenario.project)-app-1 exited (9) before it was running or healthy
                          --> compose.yaml:2:3
                          |
                        2 |   app:
                          |   ^^^

                        last log lines of '\(scenario.project)-app-1':
                          | cannot

                        hint: see everything it wrote with 'engarde -p \(scenario.project) logs app' (EG0603)

                        """,
                    "\(result.errors)"
                )
            }
        }

        @Test func aPortThatAnotherContainerHoldsTouchesNothing() async throws {
            let text =
                "services:\n  app:\n    image: \(image)\n    init: true\n    command: sleep 1000\n    ports: ['29871:80']\n"
            try await Scenario.run(["compose.yaml": text]) { first in
                #expect(try await first.engarde("up", "-d").status == 0)
                try await Scenario.run(["compose.yaml": text]) { second in
                    let result = try await second.engarde("up", "-d")
                    #expect(result.status == 1)
                    #expect(
                        result.errors == """
                            error: service 'app' publishes port 29871, which container '\(first.project)-app-1' holds
                              --> compose.yaml:6:5
                              |
                            6 |     ports: ['29871:80']
                              |     ^^^^^

                            hint: stop the other container or publish another port (EG0409)

                            """
                    )
                    #expect(try await second.container("app") == "")
                }
                #expect(try await first.inspect("app", "{{.State.Running}}") == "true")
            }
        }

        @Test func aPortThatAProcessHolds() async throws {
            let text = "services:\n  app:\n    image: \(image)\n    command: sleep 1000\n    ports: ['29872:80']\n"
            let holder = try ChildProcess(
                "/usr/bin/env",
                [
                    "python3", "-c",
                    """
                    import socket, time
                    s = socket.socket(); s.bind(("0.0.0.0", 29872)); s.listen(); print("held", flush=True); time.sleep(300)
                    """,
                ]
            )
            #expect(try await eventually { holder.output == "held\n" }, "\(holder.errors)")
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let result = try await scenario.engarde("--progress", "quiet", "up", "-d")
                #expect(result.status == 1)
                let report = result.errors.components(separatedBy: "error: ").last ?? ""
                #expect(
                    report.hasPrefix(
                        """
                        service 'app' cannot publish port 0.0.0.0:29872: process \(holder.identifier) ('python3') holds it
                          --> compose.yaml:5:5
                          |
                        5 |     ports: ['29872:80']
                          |     ^^^^^

                        what the engine says:
                        """
                    ),
                    "\(result.errors)"
                )
                #expect(report.hasSuffix("\nhint: stop what uses the port, or publish another one (EG0508)\n"))
                holder.signal(SIGKILL)
                _ = try await holder.result()
                let again = try await scenario.engarde("up", "-d")
                #expect(again.status == 0, "\(again.errors)")
                #expect(try await scenario.inspect("app", "{{.State.Running}}") == "true")
            }
        }

        @Test func aFailedUpLeavesWhatRunsUntouched() async throws {
            let good = "services:\n  app: {image: \(image), command: sleep 1000, init: true}\n"
            try await Scenario.run(["compose.yaml": good]) { scenario in
                try await scenario.engarde("up", "-d")
                let before = try await scenario.container("app")
                try scenario.write(good + "  bad: {image: 'localhost:1/none'}\n", to: "compose.yaml")
                #expect(try await scenario.engarde("up", "-d").status == 1)
                try scenario.write(good + "  bad: {imgae: x}\n", to: "compose.yaml")
                #expect(try await scenario.engarde("up", "-d").status == 1)
                #expect(try await scenario.container("app") == before)
                #expect(try await scenario.inspect("app", "{{.State.Running}}") == "true")
            }
        }
    }
}
