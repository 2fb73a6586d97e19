import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// What is brought up to date when watching begins.
    @Suite struct WatchStart {
        private static let dockerfile = "FROM \(Requirements.image)\nCOPY src /app/src\nCOPY version /app/version\n"

        private static func files(_ rule: String, more: String = "") -> [String: String] {
            let text = """
                services:
                  app:
                    build: .
                    command: ["sh", "-c", "cat /app/src/a.txt; [ ! -e /app/src/ok ] || touch /tmp/ok; exec sleep 1000"]
                    init: true
                    develop:
                      watch:
                        - \(rule)
                \(more)
                """
            return ["compose.yaml": text, "Dockerfile": dockerfile, "src/a.txt": "one\n", "version": "1"]
        }

        private func content(_ scenario: Scenario, _ path: String) async throws -> String {
            try await scenario.docker("exec", try await scenario.container("app"), "cat", path)
        }

        /// Waits until containers have written a text, and nothing else.
        private func haveWritten(_ text: String, _ scenario: Scenario) async throws -> Bool {
            try await eventually { try await scenario.engarde("logs", "--no-log-prefix").output == text }
        }

        @Test func aNewContainerStartsWithTheTreeAndIsNotRestarted() async throws {
            let rule = "{action: sync+restart, path: ./src, target: /app/src}"
            try await Scenario.run(Self.files(rule)) { scenario in
                #expect(try await scenario.engarde("build").status == 0)
                try scenario.write("two\n", to: "src/a.txt")
                try scenario.write("deep\n", to: "src/deep/c.txt")
                let up = try await scenario.engarde("up", "-d", "--watch")
                #expect(up.status == 0, "\(up.errors)")
                #expect(up.errors.contains("✔ app  initial sync (2 files written)"), "\(up.errors)")
                #expect(!up.errors.contains("✘"), "\(up.errors)")
                // What it has not written when it is restarted it never writes.
                #expect(try await haveWritten("two\n", scenario))
                // The watcher has compared the container when an edit that was made later is there.
                try scenario.save("new\n", to: "src/b.txt")
                #expect(try await eventually { try await content(scenario, "/app/src/b.txt") == "new" })
                #expect(try await haveWritten("two\ntwo\n", scenario))
            }
        }

        @Test func aStoppedContainerStartsWithTheTree() async throws {
            let rule = "{action: sync+restart, path: ./src, target: /app/src}"
            try await Scenario.run(Self.files(rule)) { scenario in
                #expect(try await scenario.engarde("up", "-d").status == 0)
                #expect(try await haveWritten("one\n", scenario))
                try await scenario.docker("stop", try await scenario.container("app"))
                try scenario.write("two\n", to: "src/a.txt")
                #expect(try await scenario.engarde("up", "-d", "--watch").status == 0)
                #expect(try await haveWritten("one\ntwo\n", scenario))
            }
        }

        @Test func aRestartByTheLoopIsNoFailureOfAServiceThatIsWaitedFor() async throws {
            let more = """
                    healthcheck: {test: ["CMD", "test", "-e", "/tmp/ok"], interval: 1s, start_period: 60s}
                  other: {image: \(Requirements.image), command: sleep 1000, init: true}
                """
            let rule = "{action: sync+restart, path: ./src, target: /app/src}"
            try await Scenario.run(Self.files(rule, more: more)) { scenario in
                #expect(try await scenario.engarde("up", "-d", "app").status == 0)
                let started = try await scenario.inspect("app", "{{.State.StartedAt}}")
                try scenario.write("", to: "src/ok")
                let child = try scenario.start(["up", "--watch"])
                #expect(
                    try await eventually { child.errors.contains("✔ Container \(scenario.project)-app-1  Healthy") },
                    "\(child.errors)"
                )
                #expect(try await scenario.inspect("app", "{{.State.StartedAt}}") != started)
                #expect(!child.errors.contains("✘"), "\(child.errors)")
                #expect(!child.errors.contains("before it was running or healthy"), "\(child.errors)")
                child.signal(SIGINT)
                _ = try await child.result()
            }
        }

        @Test func theModelsOwnFilesAreNotCopied() async throws {
            var files = Self.files("{action: sync, path: ., target: /app/all}", more: "    env_file: app.env")
            files["app.env"] = "PASSWORD=hidden"
            files[".env"] = "OTHER=hidden"
            files["settings.env"] = "mine"
            try await Scenario.run(files) { scenario in
                #expect(try await scenario.engarde("up", "-d", "--watch").status == 0)
                try scenario.write("OTHER=changed", to: ".env")
                try scenario.write("two\n", to: "src/a.txt")
                #expect(try await eventually { try await content(scenario, "/app/all/src/a.txt") == "two" })
                let listed = try await scenario.docker(
                    "exec",
                    try await scenario.container("app"),
                    "ls",
                    "-A",
                    "/app/all"
                )
                #expect(listed == "Dockerfile\nsettings.env\nsrc\nversion")
            }
        }

        @Test(arguments: [["up", "-d", "--watch"], ["watch"], ["watch", "--no-up"]])
        func anImageThatIsOlderThanTheFilesOfItsRebuildRulesIsBuiltAtTheStart(arguments: [String]) async throws {
            try await Scenario.run(Self.files("{action: rebuild, path: ./version}")) { scenario in
                #expect(try await scenario.engarde("up", "-d").status == 0)
                let old = try await scenario.container("app")
                let version = scenario.directory.appendingPathComponent("version")
                let times = try FileManager.default.attributesOfItem(atPath: version.path)
                try scenario.write("2", to: "version")
                // What counts is what the file holds.
                try FileManager.default.setAttributes(
                    [.modificationDate: try #require(times[.modificationDate])],
                    ofItemAtPath: version.path
                )
                let preview = try await scenario.start(["--dry-run"] + arguments.filter { $0 != "-d" }).result()
                #expect(preview.status == 0, "\(preview.errors)")
                #expect(preview.output.contains("'version' changed since it was built"), "\(preview.output)")
                let child = try scenario.start(arguments)
                #expect(
                    try await eventually(within: .seconds(60)) {
                        let new = try await scenario.container("app")
                        guard new != old, !new.isEmpty, !new.contains("\n") else { return false }
                        return try await content(scenario, "/app/version") == "2"
                    },
                    "\(child.errors)"
                )
                #expect(child.errors.contains("   app  rebuilding because of version\n"), "\(child.errors)")
                child.signal(SIGINT)
                _ = try await child.result()
                // Then it is up to date.
                let new = try await scenario.container("app")
                let again = try await scenario.engarde("up", "-d", "--watch")
                #expect(again.status == 0)
                #expect(!again.errors.contains("rebuilding"), "\(again.errors)")
                #expect(try await scenario.container("app") == new)
            }
        }

        @Test func anImageThatWasBuiltElsewhereIsComparedByItsTime() async throws {
            try await Scenario.run(Self.files("{action: rebuild, path: ./version}")) { scenario in
                // No layer of an earlier build may serve: its time would be the earlier one.
                try scenario.write(scenario.project, to: "version")
                let image = "\(scenario.project)-app"
                let label = "com.docker.compose.project=\(scenario.project)"
                try await scenario.docker("build", "-q", "-t", image, "--label", label, ".")
                let kept = try await scenario.engarde("up", "-d", "--watch")
                #expect(kept.status == 0, "\(kept.errors)")
                #expect(!kept.errors.contains("rebuilding"), "\(kept.errors)")
                #expect(try await scenario.engarde("down").status == 0)
                try scenario.write("2", to: "version")
                let up = try await scenario.engarde("up", "-d", "--watch")
                #expect(up.errors.contains("   app  rebuilding because of version\n"), "\(up.errors)")
                #expect(try await content(scenario, "/app/version") == "2")
            }
        }
    }
}
