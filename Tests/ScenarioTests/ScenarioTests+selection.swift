import Foundation
import Testing

extension ScenarioTests {
    /// Which containers of a project the verbs mean: those of profiles, of single commands and of other files.
    @Suite struct Selection {
        private static func service(_ more: String = "") -> String {
            "{image: \(Requirements.image), init: true, command: [sleep, \"1000\"], network_mode: none\(more)}"
        }

        private static let files = [
            "compose.yaml": "services:\n  web: \(service())\n  debugger: \(service(", profiles: [tools]"))\n",
            "other.yaml": "services:\n  mailer: \(service())\n",
        ]

        /// Each container's service, whether it is one of `run`, and what it does.
        private func containers(_ scenario: Scenario) async throws -> [String] {
            try await scenario.docker(
                "ps",
                "-a",
                "--filter",
                "label=com.docker.compose.project=\(scenario.project)",
                "--format",
                #"{{.Label "com.docker.compose.service"}} {{.Label "com.docker.compose.oneoff"}} {{.State}}"#
            )
            .split(separator: "\n").map { String($0).replacing(" False", with: "").replacing(" True", with: " once") }
            .sorted()
        }

        private func started(_ service: String, _ scenario: Scenario) async throws -> String {
            try await scenario.inspect(service, "{{.State.StartedAt}}")
        }

        @Test func aProfileIsMeantWhereItIsEnabled() async throws {
            try await Scenario.run(Self.files) { scenario in
                try await scenario.engarde("up", "-d")
                #expect(try await containers(scenario) == ["web running"])
                try await scenario.engarde("--profile", "tools", "up", "-d")
                #expect(try await containers(scenario) == ["debugger running", "web running"])

                let stop = try await scenario.engarde("--profile", "tools", "stop")
                #expect(stop.status == 0, "\(stop.errors)")
                #expect(try await containers(scenario) == ["debugger exited", "web exited"])
                #expect(try await scenario.engarde("start").status == 0)
                #expect(try await containers(scenario) == ["debugger exited", "web running"])
                #expect(try await scenario.engarde("--profile", "tools", "start").status == 0)
                #expect(try await containers(scenario) == ["debugger running", "web running"])

                let (web, debugger) = (try await started("web", scenario), try await started("debugger", scenario))
                #expect(try await scenario.engarde("restart", "-t", "1").status == 0)
                #expect(try await started("web", scenario) != web)
                #expect(try await started("debugger", scenario) == debugger)
                // Who names a service means it, whatever its profile.
                #expect(try await scenario.engarde("restart", "-t", "1", "debugger").status == 0)
                #expect(try await started("debugger", scenario) != debugger)

                #expect(try await scenario.engarde("down", "-t", "1").status == 0)
                #expect(try await containers(scenario) == [])
            }
        }

        @Test func aNamedServiceNeedsNoProfile() async throws {
            try await Scenario.run(Self.files) { scenario in
                let up = try await scenario.engarde("up", "-d", "debugger")
                #expect(up.status == 0, "\(up.errors)")
                #expect(try await containers(scenario) == ["debugger running"])
                #expect(try await scenario.engarde("ps", "--services").output == "debugger\n")
                #expect(try await scenario.engarde("stop", "debugger").status == 0)
                #expect(try await containers(scenario) == ["debugger exited"])
            }
        }

        @Test func containersOfRunAreNotStoppedNorStarted() async throws {
            try await Scenario.run(Self.files) { scenario in
                try await scenario.engarde("up", "-d")
                let run = try await scenario.engarde("run", "-d", "web", "sleep", "1000")
                #expect(run.status == 0, "\(run.errors)")
                let list = try await scenario.engarde("ps", "-a").output
                #expect(list.contains("\(scenario.project)-web-run-"), "\(list)")
                for (verb, state) in [
                    (["stop"], "web exited"), (["start"], "web running"), (["restart", "-t", "1"], "web running"),
                ] {
                    let result = try await scenario.start(verb).result()
                    #expect(result.status == 0 && !result.errors.contains("-run-"), "\(verb): \(result.errors)")
                    #expect(try await containers(scenario) == ["web once running", state].sorted(), "\(verb)")
                }
                #expect(try await scenario.engarde("down", "-t", "1", "--remove-orphans").status == 0)
                #expect(try await containers(scenario) == [])
            }
        }

        @Test func whatOtherFilesBroughtUpIsLeftAlone() async throws {
            try await Scenario.run(Self.files) { scenario in
                try await scenario.engarde("up", "-d")
                let other = try await scenario.engarde("-f", "other.yaml", "up", "-d")
                #expect(other.status == 0, "\(other.errors)")
                let stop = try await scenario.engarde("stop")
                #expect(stop.status == 0 && !stop.errors.contains("mailer"), "\(stop.errors)")
                #expect(try await containers(scenario) == ["mailer running", "web exited"])
            }
        }

        @Test func nothingIsPausedWhereNothingRuns() async throws {
            try await Scenario.run(Self.files) { scenario in
                let pause = try await scenario.engarde("pause", "web")
                #expect(pause.status == 0 && pause.output + pause.errors == "", "\(pause.errors)")
            }
        }
    }
}
