import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Terminals that go away while something goes on at them.
    @Suite(
        .enabled(if: Requirements.canControlTerminals, "there is no 'setsid' that makes a terminal the controlling one")
    )
    struct HangUps {
        private static let files = [
            "compose.yaml": """
            services:
              app:
                image: \(Requirements.image)
                init: true
                command: ["sh", "-c", "i=0; while :; do i=$$((i + 1)); echo line $$i; sleep 0.2; done"]
            """
        ]

        private func state(_ scenario: Scenario) async throws -> String {
            // The service's own: 'run' makes another one.
            try await scenario.docker("inspect", "-f", "{{.State.Status}}", "\(scenario.project)-app-1")
        }

        @Test(arguments: [["up"], ["up", "--menu=false"], ["up", "--watch"]])
        func anAttachedUpStopsWhatItStarted(arguments: [String]) async throws {
            var files = Self.files
            if arguments.contains("--watch") {
                files["src/a.txt"] = "one"
                files["compose.yaml"]? += "\n    develop: {watch: [{action: sync, path: ./src, target: /app/src}]}\n"
            }
            try await Scenario.run(files) { scenario in
                let terminal = try scenario.startAtTerminal(arguments)
                #expect(try await eventually { terminal.text.contains("line 3") }, "\(terminal.text)")
                terminal.hangUp()
                #expect(try await terminal.status() == 130)
                #expect(try await state(scenario) == "exited")
                #expect(try await scenario.engarde("up", "-d").status == 0)
                #expect(try await state(scenario) == "running")
            }
        }

        @Test(arguments: [["logs", "-f"], ["attach", "--no-stdin", "app"], ["watch", "--no-up"]])
        func whatOnlyLooksOnEnds(arguments: [String]) async throws {
            var files = Self.files
            files["src/a.txt"] = "one"
            files["compose.yaml"]? += "\n    develop: {watch: [{action: sync, path: ./src, target: /app/src}]}\n"
            try await Scenario.run(files) { scenario in
                #expect(try await scenario.engarde("up", "-d").status == 0)
                let terminal = try scenario.startAtTerminal(arguments)
                let sign = ["watch": "Watch enabled", "logs": "line 3"][arguments[0]] ?? "line"
                #expect(try await eventually { terminal.text.contains(sign) }, "\(terminal.text)")
                terminal.hangUp()
                #expect(try await terminal.status() != 0)
                // Who is connected hands signals on.
                let end = arguments[0] == "attach" ? "exited" : "running"
                #expect(try await eventually { try await state(scenario) == end })
            }
        }

        @Test(arguments: ["exec", "run"]) func aShellLosesItsTerminal(verb: String) async throws {
            try await Scenario.run(Self.files) { scenario in
                #expect(try await scenario.engarde("up", "-d").status == 0)
                let way = verb == "exec" ? ["exec"] : ["run", "--rm"]
                // One that does not mind: nobody waits for it.
                let script = "trap '' HUP; echo begun; while :; do sleep 0.1; done"
                let terminal = try scenario.startAtTerminal(way + ["app", "sh", "-c", script])
                #expect(try await eventually { terminal.text.contains("begun") }, "\(terminal.text)")
                terminal.hangUp()
                #expect(try await terminal.status() != 0)
                #expect(try await state(scenario) == "running")
                #expect(try await scenario.engarde("up", "--dry-run").output == "nothing to do\n")
            }
        }

        @Test func aCommandOfItsOwnHearsOfIt() async throws {
            try await Scenario.run(Self.files) { scenario in
                let name = "\(scenario.project)-once"
                let command = ["sh", "-c", "echo begun; exec sleep 1000"]
                let terminal = try scenario.startAtTerminal(["run", "--rm", "--name", name, "app"] + command)
                func state() async throws -> String {
                    try await scenario.docker("ps", "-a", "--format", "{{.State}}", "--filter", "name=\(name)")
                }
                // What has not begun hears of nothing.
                #expect(try await eventually { terminal.text.contains("begun") && terminal.isRaw })
                terminal.hangUp()
                #expect(try await terminal.status() == 129)
                #expect(try await eventually { try await state() == "" })
            }
        }
    }
}
