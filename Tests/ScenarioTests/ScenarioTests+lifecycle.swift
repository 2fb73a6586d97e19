import Foundation
import Testing

extension ScenarioTests {
    /// `create`, `scale`, `pause`, `unpause` and `wait`.
    @Suite struct Lifecycle {
        private static let stack = """
            services:
              web:
                image: \(Requirements.image)
                command: ["sleep", "1000"]
                init: true
                network_mode: none
                depends_on: [db]
              db:
                image: \(Requirements.image)
                command: ["sleep", "1000"]
                init: true
                network_mode: none
              job:
                image: \(Requirements.image)
                command: ["sh", "-c", "exit 3"]
                network_mode: none
                profiles: [jobs]
            """

        private func states(_ scenario: Scenario) async throws -> [String] {
            let label = "label=com.docker.compose.project=\(scenario.project)"
            let lines = try await scenario.docker("ps", "-a", "--format", "{{.Names}} {{.State}}", "--filter", label)
            return lines.split(separator: "\n").map { $0.replacingOccurrences(of: "\(scenario.project)-", with: "") }
                .sorted()
        }

        @Test func createStartsNothingAndUpGoesOnFromThere() async throws {
            try await Scenario.run(["compose.yaml": Self.stack]) { scenario in
                let plan = try await scenario.engarde("create", "--dry-run", "web")
                #expect(
                    plan.output == """
                        1. create container \(scenario.project)-db-1  # it does not exist
                        2. create container \(scenario.project)-web-1  # it does not exist

                        """
                )
                #expect(try await states(scenario) == [])
                let created = try await scenario.engarde("create", "web", "--scale", "db=2")
                #expect(created.status == 0, "\(created.errors)")
                #expect(created.errors.contains(" ✔ Container \(scenario.project)-web-1  Created"))
                #expect(try await states(scenario) == ["db-1 created", "db-2 created", "web-1 created"])
                #expect(try await scenario.engarde("up", "-d").status == 0)
                #expect(try await states(scenario) == ["db-1 running", "web-1 running"])
            }
        }

        @Test func scaleChangesNumbersUntilTheNextUp() async throws {
            try await Scenario.run(["compose.yaml": Self.stack]) { scenario in
                try await scenario.engarde("up", "-d")
                let more = try await scenario.engarde("scale", "db=3", "web=2")
                #expect(more.status == 0, "\(more.errors)")
                #expect(more.errors.contains(" ✔ Container \(scenario.project)-db-1  Running\n"), "\(more.errors)")
                #expect(more.errors.contains(" ✔ Container \(scenario.project)-web-2  Started"), "\(more.errors)")
                let all = ["db-1 running", "db-2 running", "db-3 running", "web-1 running", "web-2 running"]
                #expect(try await states(scenario) == all)
                try await scenario.engarde("scale", "--no-deps", "web=0")
                #expect(try await states(scenario) == Array(all.prefix(3)))
                try await scenario.engarde("scale", "web=1")
                #expect(try await states(scenario) == ["db-1 running", "web-1 running"])
                for (arguments, message) in [
                    (["web"], "'service=number' is needed, not 'web'"),
                    (["web=-1"], "'service=number' is needed, not 'web=-1'"),
                    ([], "a service and its number of containers are needed"),
                ] {
                    let result = try await scenario.start(["scale"] + arguments).result()
                    #expect(result.status == 1)
                    let hint = "write 'engarde scale [options] <service=number...>'"
                    #expect(result.errors == "error: \(message)\n\nhint: \(hint)\n")
                }
                let unknown = try await scenario.engarde("scale", "wbe=1")
                #expect(unknown.errors == "error: no such service: wbe\n\nhint: did you mean 'web'? (EG0406)\n")
            }
        }

        @Test func pausedContainersGoOn() async throws {
            try await Scenario.run(["compose.yaml": Self.stack]) { scenario in
                try await scenario.engarde("up", "-d")
                #expect(
                    try await scenario.engarde("pause", "--dry-run", "web").output
                        == "1. pause container \(scenario.project)-web-1  # it was asked for\n"
                )
                let paused = try await scenario.engarde("pause", "web")
                #expect(paused.errors.hasPrefix(" ✔ Container \(scenario.project)-web-1  Paused"), "\(paused.errors)")
                #expect(try await states(scenario) == ["db-1 running", "web-1 paused"])
                let unknown = try await scenario.engarde("pause", "wbe")
                #expect(unknown.status == 0)
                #expect(unknown.errors == "warning: no such service: wbe (did you mean 'web'?)\n")
                let again = try await scenario.engarde("pause", "web")
                #expect(again.status == 1)
                #expect(again.errors.contains("is already paused"), "\(again.errors)")
                try FileManager.default.removeItem(at: scenario.directory.appendingPathComponent("compose.yaml"))
                let gone = try await scenario.engarde("unpause")
                #expect(gone.status == 0)
                #expect(gone.errors.hasPrefix(" ✔ Container \(scenario.project)-web-1  Unpaused"), "\(gone.errors)")
                #expect(try await states(scenario) == ["db-1 running", "web-1 running"])
            }
        }

        @Test func waitEndsWithTheCodeOfTheLast() async throws {
            try await Scenario.run(["compose.yaml": Self.stack]) { scenario in
                try await scenario.engarde("up", "-d", "job")
                let job = try await scenario.container("job")
                let waited = try await scenario.engarde("wait", "job")
                #expect(waited.status == 3)
                #expect(waited.output == "container \"\(job)\" exited with status code 3\n")
                let none = try await scenario.engarde("wait", "web")
                #expect(none.status == 1)
                #expect(
                    none.errors == """
                        error: service 'web' has no container to wait for

                        hint: start it with 'engarde -p \(scenario.project) up -d web' (EG0804)

                        """
                )
                try await scenario.engarde("up", "-d")
                let dropped = try await scenario.engarde("wait", "--down-project", "job", "web")
                #expect(dropped.status == 3, "\(dropped.errors)")
                #expect(try await states(scenario) == [])
            }
        }
    }
}
