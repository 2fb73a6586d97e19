import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Dependencies that take long, or never become ready; and what Ctrl-C stops.
    @Suite struct Waiting {
        private static func stack(_ db: String) -> String {
            """
            services:
              web:
                image: \(Requirements.image)
                init: true
                command: ["sleep", "1000"]
                depends_on: {db: {condition: service_healthy}}
              db:
                image: \(Requirements.image)
                init: true
                healthcheck: {test: ["CMD-SHELL", "echo no answer; test -e /ready"], interval: 30s}
            \(db)
            """
        }

        /// What was said of ends, with 3 for larger numbers: a container may end more often before somebody looks at it.
        private func counted(_ errors: String) -> String {
            errors.replacingOccurrences(
                of: "([4-9]|[0-9]{2,}) times before",
                with: "3 times before",
                options: .regularExpression
            )
        }

        @Test func aRestartLoopIsAFailure() async throws {
            let db = """
                    command: ["sh", "-c", "echo cannot start; exit 1"]
                    restart: always
                """
            try await Scenario.run(["compose.yaml": Self.stack(db)]) { scenario in
                let result = try await scenario.engarde("up", "-d")
                #expect(result.status == 1)
                #expect(
                    counted(result.errors).contains(
                        """
                        error: dependency failed to start: container \(scenario.project)-db-1 exited (1) 3 times before it was healthy and keeps restarting
                          --> compose.yaml:10:5
                           |
                        10 |     healthcheck: {test: ["CMD-SHELL", "…"], interval: 30s}
                           |     ^^^^^^^^^^^

                        'web' waits for service 'db'
                        """
                    ),
                    "\(result.errors)"
                )
                #expect(result.errors.components(separatedBy: "keeps restarting").count == 2, "\(result.errors)")
                #expect(result.errors.contains("last log lines of '\(scenario.project)-db-1':\n  | cannot start\n"))
                #expect(
                    result.errors.hasSuffix(
                        "\nhint: see everything it wrote with 'engarde -p \(scenario.project) logs db' (EG0603)\n"
                    )
                )
            }
        }

        @Test func aMemoryLimitIsNamedAsTheCause() async throws {
            let db = """
                    command: ["python", "-c", "len(bytearray(200_000_000))"]
                    mem_limit: 20m
                    memswap_limit: 20m
                    restart: always
                """
            try await Scenario.run(["compose.yaml": Self.stack(db)]) { scenario in
                let result = try await scenario.engarde("up", "-d")
                #expect(result.status == 1)
                // An engine with control groups of version 1 may not hear of it, once the container is gone already.
                let isKnown = result.errors.contains("(out of memory: it reached its memory limit)\n")
                let meaning = isKnown ? "out of memory: it reached its memory limit" : "killed by SIGKILL"
                #expect(
                    counted(result.errors).contains(
                        "error: dependency failed to start: container \(scenario.project)-db-1 exited (137) 3 times before it was healthy and keeps restarting (\(meaning))\n"
                    ),
                    "\(result.errors)"
                )
                let doubt = isKnown ? "" : "unless somebody killed it, it reached its memory limit: "
                #expect(
                    result.errors.hasSuffix(
                        "\nhint: \(doubt)raise its 'mem_limit' or 'deploy.resources.limits.memory' (EG0603)\n"
                    ),
                    "\(result.errors)"
                )
            }
        }

        @Test func allThatWaitAreNamedTheNearestFirst() async throws {
            let db = """
                    command: ["sh", "-c", "exit 3"]
                  frontend:
                    image: \(Requirements.image)
                    depends_on: [web]
                """
            try await Scenario.run(["compose.yaml": Self.stack(db)]) { scenario in
                let result = try await scenario.engarde("up", "-d")
                #expect(result.status == 1)
                #expect(
                    result.errors.contains(
                        "\n\n'web' waits for service 'db'\n\n'frontend' waits for service 'web'\n\n"
                    ),
                    "\(result.errors)"
                )
            }
        }

        @Test func theEnginesLastRetryIsAFailure() async throws {
            let db = """
                    command: ["sh", "-c", "exit 127"]
                    restart: on-failure:1
                """
            try await Scenario.run(["compose.yaml": Self.stack(db)]) { scenario in
                let result = try await scenario.engarde("up", "-d")
                #expect(result.status == 1)
                #expect(
                    result.errors.contains(
                        "error: dependency failed to start: container \(scenario.project)-db-1 exited (127) 2 times before it was healthy and is not started again (its command was not found)\n"
                    ),
                    "\(result.errors)"
                )
            }
        }

        @Test func whatIsWaitedForIsNamedWithItsLastAnswer() async throws {
            let db = #"    command: ["sleep", "1000"]"#
            try await Scenario.run(["compose.yaml": Self.stack(db)]) { scenario in
                let child = try scenario.start(["up", "-d"])
                let words =
                    "   Container \(scenario.project)-db-1  Waiting until it is healthy: 'echo …' exited with 1: no answer  "
                // After 2.0 s, if a try of the check has ended by then; else after 5.0 s, and so on.
                let isSaid = try await eventually(within: .seconds(60)) {
                    child.errors.split(separator: "\n").contains { $0.hasPrefix(words) && $0.hasSuffix(".0 s") }
                }
                #expect(isSaid, "\(child.errors)")
                try await scenario.docker("exec", try await scenario.container("db"), "touch", "/ready")
                let result = try await child.result()
                #expect(result.status == 0, "\(result.errors)")
            }
        }

        @Test func interruptingUpStopsOnlyWhatWasNamed() async throws {
            let service = "image: \(Requirements.image), init: true, command: [sleep, '1000']"
            let text = """
                services:
                  app: {image: \(Requirements.image), init: true, command: [sh, -c, 'echo up; exec sleep 1000'], depends_on: [db, cache]}
                  db: {\(service)}
                  cache: {\(service)}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "-d", "db")
                let child = try scenario.start(["up", "app"])
                #expect(try await eventually { child.output.contains("app-1  | up") }, "\(child.errors)")
                child.signal(SIGINT)
                #expect(try await child.result().status == 130)
                #expect(try await scenario.inspect("app", "{{.State.Status}}") == "exited")
                for dependency in ["cache", "db"] {
                    #expect(try await scenario.inspect(dependency, "{{.State.Status}}") == "running")
                }
            }
        }

        @Test func interruptingWatchIsNoSuccess() async throws {
            let text = """
                services:
                  app:
                    image: \(Requirements.image)
                    init: true
                    command: [sleep, '1000']
                    develop: {watch: [{path: ./src, target: /app, action: sync}]}
                """
            try await Scenario.run(["compose.yaml": text, "src/a": "a"]) { scenario in
                let child = try scenario.start(["watch"])
                #expect(try await eventually { child.errors.contains("Watch enabled: app") }, "\(child.errors)")
                child.signal(SIGINT)
                #expect(try await child.result().status == 130)
                #expect(try await scenario.inspect("app", "{{.State.Status}}") == "running")
            }
        }

        @Test(arguments: [["up", "-d"], ["down"], ["watch"], ["build"], ["ps"], ["config"]])
        func readingStandardInputIsInterrupted(verb: [String]) async throws {
            try await Scenario.run([:]) { scenario in
                // The other end of the pipe stays open and says nothing; `read(0, …)` is the first system call of x86-64
                // and the 63rd of arm64.
                let script = """
                    import glob, signal, subprocess, sys, time
                    child = subprocess.Popen([sys.argv[1], "-f", "-"] + sys.argv[2:], stdin=subprocess.PIPE)
                    def call(path):
                        try: return open(path).read().split()[:2]
                        except OSError: return []  # The thread has ended.
                    def reads():
                        calls = [call(path) for path in glob.glob(f"/proc/{child.pid}/task/*/syscall")]
                        return ["0", "0x0"] in calls or ["63", "0x0"] in calls
                    while not reads(): time.sleep(0.01)
                    child.send_signal(signal.SIGINT)
                    sys.exit(0 if child.wait(30) in (-signal.SIGINT, 130) else 1)
                    """
                let result = try await ChildProcess(
                    "/usr/bin/env",
                    ["python3", "-c", script, Requirements.binary.path] + verb,
                    directory: scenario.directory
                )
                .result()
                #expect(result.status == 0, "\(result.errors)")
            }
        }
    }
}
