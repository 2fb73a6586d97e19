import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// What `--progress json` prints is what `docs/Events.md` and the schema say.
    @Suite struct Events {
        private static let project = """
            version: "3"
            services:
              db:
                image: \(Requirements.image)
                init: true
                command: ["sh", "-c", "echo ready; exec sleep 1000"]
                healthcheck: {test: ["CMD", "true"], interval: 30s}
              web:
                image: \(Requirements.image)
                init: true
                command: [sleep, "1000"]
                depends_on: {db: {condition: service_healthy}}

            """

        /// The events that were printed, in order; each one was checked.
        private func events(_ errors: String) throws -> [ParsedJSON] {
            let path = Requirements.root.appendingPathComponent("docs/events.schema.json")
            let schema = try JSONSchema(String(contentsOf: path, encoding: .utf8))
            return try errors.split(separator: "\n").map { line in
                #expect(try schema.flaws(of: String(line)) == [], "\(line)")
                return try ParsedJSON(String(line))
            }
        }

        private func names(_ events: [ParsedJSON]) -> [String] { events.compactMap { $0["event"]?.string } }

        @Test func anUpIsToldFromItsBeginningToItsEnd() async throws {
            try await Scenario.run(["compose.yaml": Self.project]) { scenario in
                let up = try await scenario.engarde("--progress", "json", "up", "-d", "--wait")
                #expect(up.status == 0 && up.output.isEmpty, "\(up.errors)")
                let events = try events(up.errors)
                #expect(events.map { $0["sequence"] } == (1...events.count).map { .number(Double($0)) })
                #expect(
                    names(events).filter { !["stepBegan", "stepDone", "waiting"].contains($0) } == [
                        "sessionBegan", "diagnosed", "projectOpened", "planBegan", "probing", "healthy", "probing",
                        "startupEnded", "sessionEnded",
                    ]
                )
                let healthy = try #require(events.first { $0["event"] == .string("healthy") })
                #expect(healthy["subject"]?["service"] == .string("db"))
                #expect(healthy["subject"]?["number"] == .number(1))
                // The step that it belongs to is one of the plan's.
                let plan = events.first { $0["event"] == .string("planBegan") }?["planBegan"]
                let step = plan?["steps"]?.elements.first { $0["step"] == healthy["step"]?["step"] }
                #expect(step?["action"] == .string("wait for container"))
                #expect(step?["subject"]?["name"] == .string("\(scenario.project)-db-1"))
                let down = try await scenario.engarde("--progress", "json", "down", "-t", "0")
                #expect(down.status == 0)
                #expect(names(try self.events(down.errors)).last == "sessionEnded")
            }
        }

        @Test func whatGoesWrongIsTheLastEventAndNothingElseIsSaid() async throws {
            let text = "services:\n  app:\n    image: \(Requirements.image)\n    command: ['false']\n"
            try await Scenario.run(["compose.yaml": text, "broken.yaml": "services: {a: {image: 3x, ports: [x]}}\n"]) {
                scenario in
                for arguments in [
                    ["up", "-d", "--wait"], ["-f", "broken.yaml", "up"], ["-f", "broken.yaml", "config"],
                ] {
                    let run = try await scenario.start(["--progress", "json"] + arguments).result()
                    #expect(run.status == 1)
                    let events = try events(run.errors)
                    #expect(names(events).first == "sessionBegan")
                    let failures = events.last?["sessionEnded"]?["outcome"]?["failed"]?["diagnostics"]?.elements ?? []
                    #expect(!failures.isEmpty, "\(run.errors)")
                    #expect(failures.allSatisfy { $0["code"]?.string?.hasPrefix("EG") == true }, "\(run.errors)")
                }
            }
        }

        @Test func watchingIsToldToo() async throws {
            let text = """
                services:
                  app:
                    image: \(Requirements.image)
                    init: true
                    command: [sleep, "1000"]
                    build: {context: .}
                    develop: {watch: [{action: sync, path: ./src, target: /src}]}

                """
            let files = ["compose.yaml": text, "src/a": "1", "Dockerfile": "FROM \(Requirements.image)\n"]
            try await Scenario.run(files) { scenario in
                let child = try scenario.start(["--progress", "json", "watch"])
                #expect(try await eventually { child.errors.contains("watchBegan") }, "\(child.errors)")
                try scenario.write("22", to: "src/a")
                #expect(try await eventually { child.errors.contains(#""path":"src/a""#) }, "\(child.errors)")
                child.signal(SIGINT)
                #expect(try await child.result().status == 130)
                let events = try events(child.errors)
                let applied = try #require(events.first { $0["applied"]?["change"]?["path"] == .string("src/a") })
                #expect(applied["subject"]?["kind"] == .string("service"))
                #expect(events.last?["sessionEnded"]?["outcome"]?["interrupted"] != nil)
            }
        }
    }
}
