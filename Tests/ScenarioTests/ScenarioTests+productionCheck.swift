import Foundation
import Testing

extension ScenarioTests {
    /// `prod-check` beside a project that is developed.
    @Suite struct ProductionCheck {
        private static let base = """
            services:
              app:
                build: .
                init: true
                command: [python, /srv/app/main.py]
                ports: ["127.0.0.1::8000"]
                volumes: ["data:/data"]
                mem_limit: 128M
                restart: unless-stopped
                logging: {driver: json-file, options: {max-size: 1m}}
                healthcheck: {test: [CMD, test, -f, /srv/app/main.py], interval: 1s}
            volumes: {data: {}}

            """
        private static let development = """
            services:
              app:
                restart: "no"
                volumes: ["./app:/srv/app"]

            """
        private static func files(_ base: String, user: String = "USER 1000") -> [String: String] {
            [
                "compose.yaml": base, "compose.override.yaml": development,
                "Dockerfile": "FROM \(Requirements.image)\nCOPY app /srv/app\n\(user)\n",
                "app/main.py": "import time\ntime.sleep(1000)\n",
            ]
        }

        private struct Report: Decodable {
            struct Check: Decodable {
                var check: String
                var found: String
                var verdict: String
                var code: String?
            }
            var project: String
            var passed: Bool
            var checks: [Check]

            func found(_ name: String) -> [String] {
                checks.filter { $0.check == name }.map { "\($0.found), \($0.verdict)" }
            }
        }

        private static func report(of scenario: Scenario, status: Int32) async throws -> Report {
            let result = try await scenario.engarde("--progress", "quiet", "prod-check", "--format", "json")
            #expect(result.status == status, "\(result)")
            return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
        }

        /// What the engine has under the name of the check.
        private static func leftovers(of scenario: Scenario) async throws -> String {
            let filter = "label=com.docker.compose.project=\(scenario.project)-prod-check"
            var found = try await scenario.docker("ps", "-aq", "--filter", filter)
            found += try await scenario.docker("network", "ls", "-q", "--filter", filter)
            found += try await scenario.docker("volume", "ls", "-q", "--filter", filter)
            return found
        }

        @Test func whatIsAsItShouldBePassesBesideWhatIsDeveloped() async throws {
            try await Scenario.run(Self.files(Self.base)) { scenario in
                try await scenario.engarde("up", "-d")
                let before = try await scenario.container("app")
                let report = try await Self.report(of: scenario, status: 0)
                #expect(report.passed)
                #expect(report.project == "\(scenario.project)-prod-check")
                #expect(report.found("health") == ["healthy, ok"])
                #expect(report.found("source mounts") == ["none, ok"])
                #expect(report.found("edits") == ["/srv/app/main.py of the image, ok"])
                #expect(report.found("memory limit") == ["128M, ok"])
                #expect(report.found("restart policy") == ["unless-stopped, ok"])
                #expect(report.found("log") == ["json-file max-size=1m, ok"])
                #expect(report.found("user") == ["1000, ok"])
                #expect(try await Self.leftovers(of: scenario) == "")
                #expect(try await scenario.container("app") == before)
                #expect(try await scenario.inspect("app", "{{.State.Running}}") == "true")
            }
        }

        @Test func sourceMountsAndRootFailAndAreNamed() async throws {
            let base = Self.base.replacingOccurrences(of: "\"data:/data\"", with: "\"./app:/srv/app\"")
            try await Scenario.run(Self.files(base, user: "")) { scenario in
                let report = try await Self.report(of: scenario, status: 1)
                #expect(!report.passed)
                let path = scenario.directory.path
                #expect(report.found("source mounts") == ["\(path)/app at /srv/app, failed"])
                #expect(report.found("user") == ["root, failed"])
                let codes = report.checks.filter { $0.verdict == "failed" }.compactMap(\.code)
                #expect(Set(codes) == ["EG1050", "EG1052", "EG1055"], "\(codes)")
                #expect(try await Self.leftovers(of: scenario) == "")
            }
        }

        @Test func whatDoesNotBecomeReadyIsNamedWithItsLog() async throws {
            let base = Self.base.replacingOccurrences(
                of: "/srv/app/main.py]\n    ports",
                with: "-c, 'print(\"no database\"); exit(3)']\n    ports"
            )
            try await Scenario.run(Self.files(base)) { scenario in
                let result = try await scenario.engarde("--progress", "quiet", "prod-check", "--timeout", "30")
                #expect(result.status == 1)
                #expect(result.output.contains("no database"), "\(result)")
                #expect(result.output.contains("EG1054"), "\(result)")
                #expect(try await Self.leftovers(of: scenario) == "")
            }
        }

        @Test func whatIsKeptIsRemovedByName() async throws {
            try await Scenario.run(Self.files(Self.base)) { scenario in
                let kept = try await scenario.engarde("--progress", "quiet", "prod-check", "--keep")
                #expect(kept.status == 0, "\(kept)")
                #expect(kept.output.contains("app 8000/tcp  127.0.0.1:"), "\(kept)")
                #expect(try await Self.leftovers(of: scenario) != "")
                let removed = try await scenario.engarde("--progress", "quiet", "prod-check", "--remove")
                #expect(removed.status == 0, "\(removed)")
                #expect(try await Self.leftovers(of: scenario) == "")
            }
        }

        @Test func theStepsAreShownAndNotTaken() async throws {
            try await Scenario.run(Self.files(Self.base)) { scenario in
                let result = try await scenario.engarde("prod-check", "--dry-run")
                let name = scenario.project
                #expect(result.status == 0, "\(result)")
                #expect(
                    result.output == """
                        1. engarde -p \(name) -f compose.yaml -p \(name)-prod-check build  # production runs what the Dockerfiles make
                        2. engarde -p \(name) -f compose.yaml -p \(name)-prod-check up -d  # beside what runs, at ports that are free
                        3. docker inspect \(name)-prod-check-app-1  # mounts, limits, restart policies, logs, users, sizes and health are as the files say
                        4. engarde -p \(name) -f compose.yaml -p \(name)-prod-check down -v --remove-orphans --rmi local  # nothing is left behind

                        """
                )
                #expect(try await Self.leftovers(of: scenario) == "")
            }
        }

        @Test func aVariableThatIsMissingIsSaidByTheLoader() async throws {
            let base = Self.base.replacingOccurrences(of: "init: true", with: "environment: {KEY: \"${KEY:?set KEY}\"}")
            try await Scenario.run(Self.files(base)) { scenario in
                let result = try await scenario.engarde("prod-check")
                #expect(result.status == 1)
                #expect(result.errors.contains("EG0220"), "\(result)")
                #expect(try await Self.leftovers(of: scenario) == "")
            }
        }
    }
}
