import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// `up -d --watch`: a watcher that is left behind.
    @Suite struct BackgroundWatch {
        private static func stack(_ rules: String...) -> String {
            """
            services:
              app:
                image: \(Requirements.image)
                command: ["sleep", "1000"]
                init: true
                develop:
                  watch:
            \(rules.map { "        - \($0)" }.joined(separator: "\n"))
            """
        }

        private static let files = [
            "compose.yaml": stack("{action: sync, path: ./src, target: /app/src}"), "src/a.txt": "one",
        ]

        private func content(_ scenario: Scenario, _ path: String) async throws -> String {
            try await scenario.docker("exec", try await scenario.container("app"), "cat", path)
        }

        /// The number of the process that watches in the background, from what `up -d --watch` said last.
        private func watcher(_ result: ChildProcess.Result) throws -> Int32 {
            let text = try #require(result.errors.split(separator: "(process ").last?.prefix { $0.isNumber })
            return try #require(Int32(text), "\(result.errors)")
        }

        @Test func itReturnsAndItsWatcherBringsEditsUntilItIsEnded() async throws {
            try await Scenario.run(Self.files) { scenario in
                let up = try await scenario.engarde("up", "-d", "--watch")
                #expect(up.status == 0, "\(up.errors)")
                let process = try watcher(up)
                #expect(up.errors.contains("Watch enabled: app ("))
                #expect(
                    up.errors.contains(
                        """
                         directories) in the background (process \(process)); 'engarde watch --attach' shows \
                        what it does, 'engarde watch --stop' ends it

                        """
                    ),
                    "\(up.errors)"
                )
                #expect(try await content(scenario, "/app/src/a.txt") == "one")
                try scenario.write("two", to: "src/a.txt")
                #expect(try await eventually { try await content(scenario, "/app/src/a.txt") == "two" })

                let attached = try scenario.start(["watch", "--attach"])
                #expect(
                    try await eventually { attached.output.contains("✔ app  sync src/a.txt") },
                    "\(attached.output)"
                )
                let second = try await scenario.engarde("watch")
                #expect(second.status == 1)
                #expect(
                    second.errors == """
                        error: project '\(scenario.project)' is being watched already by process \(process) in the background

                        hint: see what it does with 'watch --attach', or end it with 'engarde -p \(scenario.project) watch --stop' (EG0704)

                        """
                )
                // That somebody was refused changed nothing.
                let ended = try await scenario.engarde("watch", "--stop")
                #expect(ended.status == 0)
                #expect(
                    ended.errors == "ended the watcher of project '\(scenario.project)' (process \(process))\n"
                )
                // Who looked on sees the end, and has ended himself.
                #expect(try await attached.result().output.hasSuffix("stopped watching\n"))
                let again = try await scenario.engarde("watch", "--stop")
                #expect(again.status == 0)
                #expect(again.errors == "nobody watches project '\(scenario.project)'\n")
                #expect(try await scenario.inspect("app", "{{.State.Running}}") == "true")
            }
        }

        @Test func anotherOneReplacesItAndDownEndsIt() async throws {
            try await Scenario.run(Self.files) { scenario in
                let first = try watcher(try await scenario.engarde("up", "-d", "--watch"))
                let up = try await scenario.engarde("up", "-d", "--watch")
                #expect(up.status == 0, "\(up.errors)")
                #expect(
                    up.errors.hasPrefix("ended the watcher of project '\(scenario.project)' (process \(first))\n"),
                    "\(up.errors)"
                )
                let second = try watcher(up)
                #expect(try await eventually { kill(first, 0) != 0 })
                #expect(kill(second, 0) == 0)
                let down = try await scenario.engarde("down")
                #expect(down.status == 0)
                #expect(
                    down.errors.hasPrefix("ended the watcher of project '\(scenario.project)' (process \(second))\n"),
                    "\(down.errors)"
                )
                #expect(try await eventually { kill(second, 0) != 0 })
            }
        }

        private static func unready(_ action: String, retries: Int) -> [String: String] {
            var files = files
            let start = "[ ! -e /app/src/ok ] || touch /tmp/ok; exec sleep 1000"
            files["compose.yaml"] =
                stack("{action: \(action), path: ./src, target: /app/src}")
                .replacingOccurrences(of: #"["sleep", "1000"]"#, with: #"["sh", "-c", "\#(start)"]"#) + """

                        healthcheck: {test: ["CMD-SHELL", "test -e /tmp/ok"], interval: 1s, retries: \(retries)}
                      job: {image: \(Requirements.image), command: ["true"]}
                    """
            return files
        }

        @Test func aServiceThatIsNotReadyIsAnErrorAndAnEditMendsIt() async throws {
            try await Scenario.run(Self.unready("sync+restart", retries: 1)) { scenario in
                let up = try await scenario.engarde("up", "-d", "--watch")
                #expect(up.status == 1)
                #expect(
                    up.errors.contains("\nerror: service 'app': container \(scenario.project)-app-1 is unhealthy\n"),
                    "\(up.errors)"
                )
                #expect(up.errors.components(separatedBy: "is unhealthy").count == 2, "\(up.errors)")
                // The job has ended as it should.
                #expect(!up.errors.contains("'job'"), "\(up.errors)")
                try scenario.write("", to: "src/ok")
                #expect(
                    try await eventually { try await scenario.inspect("app", "{{.State.Health.Status}}") == "healthy" }
                )
                #expect(try await scenario.engarde("watch", "--stop").errors.hasPrefix("ended the watcher"))
            }
        }

        @Test func anEditMadeWhileItWaitsIsBrought() async throws {
            try await Scenario.run(Self.unready("sync+restart", retries: 1_000)) { scenario in
                let child = try scenario.start(["up", "-d", "--watch"])
                #expect(try await eventually { child.errors.contains("Waiting until it is ready") }, "\(child.errors)")
                try scenario.write("", to: "src/ok")
                let up = try await child.result()
                #expect(up.status == 0, "\(up.errors)")
                #expect(up.errors.contains("✔ Container \(scenario.project)-app-1  Healthy"), "\(up.errors)")
            }
        }

        @Test func aStartThatFailsLeavesNoWatcher() async throws {
            var files = Self.unready("sync", retries: 1)
            files["compose.yaml"]? += """

                  late: {image: \(Requirements.image), depends_on: {app: {condition: service_healthy}}}
                """
            try await Scenario.run(files) { scenario in
                let up = try await scenario.engarde("up", "-d", "--watch")
                #expect(up.status == 1)
                #expect(up.errors.contains("\(scenario.project)-app-1 is unhealthy\n"), "\(up.errors)")
                #expect(
                    try await scenario.engarde("watch", "--stop").errors
                        == "nobody watches project '\(scenario.project)'\n"
                )
            }
        }

        @Test func itEndsByItselfWithTheLastContainer() async throws {
            try await Scenario.run(Self.files) { scenario in
                let process = try watcher(try await scenario.engarde("up", "-d", "--watch"))
                try await scenario.docker("rm", "-f", try await scenario.container("app"))
                #expect(try await eventually { kill(process, 0) != 0 })
                let attached = try await scenario.engarde("watch", "--attach")
                #expect(attached.status == 1)
                #expect(
                    attached.errors == """
                        error: nobody watches project '\(scenario.project)'

                        hint: start a watcher with 'engarde -p \(scenario.project) up -d --watch'

                        """
                )
                #expect(
                    try await scenario.engarde("logs", "--watch").output.hasSuffix(
                        "stopped watching: the project's last container is gone\n"
                    )
                )
            }
        }

        @Test func aWatcherThatWasKilledIsNotTakenForOneThatRuns() async throws {
            try await Scenario.run(Self.files) { scenario in
                let process = try watcher(try await scenario.engarde("up", "-d", "--watch"))
                kill(process, SIGKILL)
                let stopped = try await eventually { kill(process, 0) != 0 }
                #expect(stopped)
                let up = try await scenario.engarde("up", "-d", "--watch")
                #expect(up.status == 0, "\(up.errors)")
                #expect(try watcher(up) != process)
            }
        }

        @Test func whatCannotBeWatchedFailsBeforeAnythingIsTouched() async throws {
            let text = "services: {app: {image: \(Requirements.image), command: sleep 1000}}\n"
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let nothing = try await scenario.engarde("up", "-d", "--watch")
                #expect(nothing.status == 1)
                #expect(
                    nothing.errors == """
                        error: no service has anything to watch

                        hint: add a 'develop.watch' section to a service (EG0701)

                        """
                )
                let input = try await scenario.engarde("-f", "-", "up", "-d", "--watch")
                #expect(input.status == 1)
                #expect(
                    input.errors == """
                        error: a project from standard input cannot be watched in the background

                        hint: save it in a file, and name that with '-f'

                        """
                )
                #expect(try await scenario.container("app") == "")
            }
        }

        @Test func aWatcherThatCannotStartSaysWhy() async throws {
            try await Scenario.run(Self.files) { scenario in
                // The folder can be made, and its log cannot be written.
                try FileManager.default.createDirectory(at: scenario.state, withIntermediateDirectories: true)
                try Data().write(to: scenario.state.appendingPathComponent("engarde"))
                let up = try await scenario.engarde("up", "-d", "--watch")
                #expect(up.status == 1)
                #expect(
                    up.errors.contains(
                        "error: who watches the project cannot be written down in '\(scenario.state.path)/"
                    ),
                    "\(up.errors)"
                )
                #expect(up.errors.hasSuffix("hint: set 'XDG_STATE_HOME' to a directory that you may write (EG0705)\n"))
            }
        }

        @Test func psShowsWhatIsWatched() async throws {
            try await Scenario.run(Self.files) { scenario in
                #expect(try await scenario.engarde("up", "-d").status == 0)
                let before = try await scenario.engarde("ps").output.split(separator: "\n").map(String.init)
                #expect(before[0].hasSuffix("   PORTS     WATCH"), "\(before)")
                #expect(before[1].hasSuffix(" off"), "\(before)")
                #expect(try await scenario.engarde("up", "-d", "--watch").status == 0)
                let after = try await scenario.engarde("ps").output.split(separator: "\n").map(String.init)
                #expect(after[1].hasSuffix(" watching"), "\(after)")
            }
        }
    }
}
