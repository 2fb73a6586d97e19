import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Profiling from outside, and debuggers, with the real py-spy and debugpy.
    @Suite struct Debugging {
        private static let server = """
            import time
            def work():
                while True:
                    sum(range(20000))
                    time.sleep(0.001)
            work()
            """

        private static let text = """
            services:
              app:
                image: \(Requirements.image)
                init: true
                working_dir: /srv
                command: [python3, /srv/server.py]
                volumes: ["./src:/srv"]
            """

        private static func run(_ body: (Scenario) async throws -> Void) async throws {
            try await Scenario.run(["compose.yaml": text, "src/server.py": server]) { scenario in
                let result = try await scenario.engarde("up", "-d")
                #expect(result.status == 0, "\(result.errors)")
                try await body(scenario)
            }
        }

        private static func read(_ scenario: Scenario, _ path: String) -> String {
            let file = scenario.directory.appendingPathComponent(path)
            return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        }

        @Test func aFlameGraphIsRecordedAndTheContainerStaysAsItIs() async throws {
            try await Self.run { scenario in
                let before = try await scenario.container("app")
                let result = try await scenario.engarde("profile", "--duration", "1", "-o", "app.svg", "app")
                #expect(result.status == 0, "\(result.errors)")
                #expect(result.output == "profile of 'app': app.svg, which every browser can open\n")
                #expect(Self.read(scenario, "app.svg").contains("server.py"))
                let after = try await scenario.container("app")
                #expect(after == before)
                let left = try await scenario.docker(
                    "ps",
                    "-aq",
                    "--filter",
                    "label=dev.engarde.helper=\(scenario.project)"
                )
                #expect(left == "")
            }
        }

        @Test func anInterruptStillBringsTheProfileHome() async throws {
            try await Self.run { scenario in
                let child = try scenario.start(["profile", "--idle", "--duration", "600", "-o", "app.svg", "app"])
                let name = "\(scenario.project)-app-profile"
                let isRecording = try await eventually(within: .seconds(120)) {
                    try await scenario.shell("docker logs \(name) 2>&1").output.contains("Sampling process")
                }
                #expect(isRecording, "\(child.errors)")
                // So much is recorded.
                try await Task.sleep(for: .seconds(2))
                child.signal(SIGINT)
                let result = try await child.result()
                #expect(result.status == 0, "\(result.errors)")
                #expect(Self.read(scenario, "app.svg").contains("<svg"))
            }
        }

        @Test func aServiceGetsUnderItsDebuggerAndBack() async throws {
            try await Self.run { scenario in
                let first = try await scenario.engarde("debug", "app")
                #expect(first.status == 0, "\(first.errors)")
                #expect(first.output.contains("attach with 'EnGarde: app'"), "\(first.output)")
                let launch = Self.read(scenario, ".vscode/launch.json")
                #expect(launch.contains("\"remoteRoot\": \"/srv\"") && launch.contains("${workspaceFolder}/src"))
                let debugged = try await scenario.container("app")
                let second = try await scenario.engarde("debug", "app")
                #expect(second.status == 0 && second.output == first.output)
                let same = try await scenario.container("app")
                #expect(same == debugged)
                let back = try await scenario.engarde("debug", "--off", "app")
                #expect(back.status == 0, "\(back.errors)")
                let command = try await scenario.inspect("app", "{{json .Config.Cmd}}")
                #expect(command == #"["python3","/srv/server.py"]"#)
                #expect(Self.read(scenario, ".vscode/launch.json") == "")
            }
        }

        @Test func upGoesBackToTheFilesAndSaysWhy() async throws {
            try await Self.run { scenario in
                let debugged = try await scenario.engarde("debug", "app")
                #expect(debugged.status == 0, "\(debugged.errors)")
                let plan = try await scenario.engarde("up", "-d", "--dry-run")
                #expect(plan.output.contains("command"), "\(plan.output)")
                let up = try await scenario.engarde("up", "-d")
                #expect(up.status == 0, "\(up.errors)")
                let command = try await scenario.inspect("app", "{{json .Config.Cmd}}")
                #expect(command == #"["python3","/srv/server.py"]"#)
            }
        }

        @Test func theDebuggerAnswers() async throws {
            try await Self.run { scenario in
                let debugged = try await scenario.engarde("--progress", "json", "debug", "app")
                #expect(debugged.status == 0, "\(debugged.errors)")
                let line = debugged.output.split(separator: "\n").last { $0.contains("\"entry\"") } ?? ""
                let report = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                let port = try #require(report?["port"] as? Int)
                let greeting = try await scenario.shell(
                    "python3 -c 'import socket; s = socket.create_connection((\"127.0.0.1\", \(port)), 20); print(s.recv(15).decode())'"
                )
                #expect(greeting.output.hasPrefix("Content-Length:"), "\(greeting)")
            }
        }

        @Test func theStepsAreShownAndNothingIsDone() async throws {
            try await Self.run { scenario in
                let profile = try await scenario.engarde("profile", "--dry-run", "app")
                #expect(profile.status == 0 && profile.output.contains("--cap-add SYS_PTRACE"), "\(profile)")
                let debug = try await scenario.engarde("debug", "--dry-run", "app")
                #expect(debug.status == 0 && debug.output.contains("up -d --no-deps app"), "\(debug)")
                #expect(Self.read(scenario, ".vscode/launch.json") == "")
            }
        }
    }
}
