import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Edits of the project's own files while it is watched, and waiting for what was saved.
    @Suite struct Sync {
        private static func stack(_ value: String) -> String {
            """
            services:
              app:
                image: \(Requirements.image)
                command: ["sleep", "1000"]
                init: true
                environment: {VALUE: "\(value)"}
                develop:
                  watch:
                    - {action: sync, path: ./src, target: /app/src}
            """
        }

        private static let files = ["compose.yaml": stack("1"), "src/a.txt": "one"]

        private func content(_ scenario: Scenario) async throws -> String {
            try await scenario.docker("exec", try await scenario.container("app"), "cat", "/app/src/a.txt")
        }

        @Test func whoeverWatchesInTheBackgroundIsAsked() async throws {
            try await Scenario.run(Self.files) { scenario in
                let up = try await scenario.engarde("up", "-d", "--watch")
                #expect(up.status == 0, "\(up.errors)")
                try scenario.write("two", to: "src/a.txt")
                let sync = try await scenario.engarde("sync", "--wait", "app")
                #expect(sync.status == 0, "\(sync.errors)")
                #expect(try await content(scenario) == "two")
                let log = try await scenario.engarde("sync", "--log", "--format", "json")
                #expect(log.output.contains(#""paths":["src/a.txt"]"#), "\(log.output)")
                let table = try await scenario.engarde("sync", "--log")
                #expect(table.output.hasPrefix("DETECTED "), "\(table.output)")
            }
        }

        @Test func aChangeOfTheProjectIsCarriedOutByTheWatcher() async throws {
            try await Scenario.run(Self.files) { scenario in
                #expect(try await scenario.engarde("up", "-d", "--watch").status == 0)
                try scenario.save(Self.stack("2"), to: "compose.yaml")
                let sync = try await scenario.engarde("sync", "--wait")
                #expect(sync.status == 0, "\(sync.errors)")
                let variables = try await scenario.inspect("app", "{{.Config.Env}}")
                #expect(variables.contains("VALUE=2"), "\(variables)")
                try scenario.write("two", to: "src/a.txt")
                #expect(try await scenario.engarde("sync").status == 0)
                #expect(try await content(scenario) == "two")
            }
        }

        @Test func aFileThatBreaksIsSaidAndWatchingGoesOn() async throws {
            try await Scenario.run(Self.files) { scenario in
                #expect(try await scenario.engarde("up", "-d", "--watch").status == 0)
                try scenario.save("services: [", to: "compose.yaml")
                let said = scenario.state
                #expect(
                    try await eventually { Self.logs(below: said).contains("not taken, going on as before") },
                    "\(Self.logs(below: said))"
                )
                try scenario.write("two", to: "src/a.txt")
                #expect(try await eventually { try await content(scenario) == "two" })
            }
        }

        /// What watchers in the background said.
        private static func logs(below state: URL) -> String {
            let files = FileManager.default.enumerator(at: state, includingPropertiesForKeys: nil)
            let logs = (files?.compactMap { $0 as? URL } ?? []).filter { $0.lastPathComponent == "watch.log" }
            return logs.compactMap { try? String(contentsOf: $0, encoding: .utf8) }.joined()
        }

        @Test func whereNobodyWatchesFilesAreCopiedOnce() async throws {
            try await Scenario.run(Self.files) { scenario in
                #expect(try await scenario.engarde("up", "-d").status == 0)
                let sync = try await scenario.engarde("sync", "--once")
                #expect(sync.status == 0, "\(sync.errors)")
                #expect(sync.errors.contains("✔ app  initial sync"), "\(sync.errors)")
                #expect(try await content(scenario) == "one")
            }
        }
    }
}
