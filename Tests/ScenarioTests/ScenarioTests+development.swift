import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// `dev` and `test`: from source and as delivered, and tests beside what runs.
    @Suite struct Development {
        private static let dockerfile = """
            FROM \(Requirements.image) AS production
            COPY kind.txt /kind.txt
            RUN echo production > /target
            CMD ["sleep", "1000"]
            FROM \(Requirements.image) AS development
            COPY kind.txt /kind.txt
            RUN echo development > /target
            CMD ["sleep", "1000"]
            """
        private static let base = """
            services:
              db: {image: "\(Requirements.image)", command: [sleep, "1000"], init: true, volumes: ["data:/data"]}
              backend: {build: {context: ., target: production}, init: true, depends_on: [db]}
              web: {build: {context: ., target: production}, init: true, depends_on: [backend]}
            volumes: {data: {name: "${COMPOSE_PROJECT_NAME}_precious"}}
            """
        private static let dev = """
            services:
              backend:
                build: {target: development}
                develop: {watch: [{action: sync, path: ./src, target: /src}]}
              web:
                build: {target: development}
                develop: {watch: [{action: sync, path: ./src, target: /src}]}
            """
        private static let test = """
            x-engarde: {test: {junit: /report.xml, out: reports}}
            services:
              tests:
                image: "\(Requirements.image)"
                init: true
                depends_on: [db]
                command: ["sh", "-c", "echo '<testsuites/>' > /report.xml; touch /data/dirty; echo tested; exit $$CODE"]
                environment: {CODE: "${CODE:-0}"}
                volumes: ["data:/data"]
            """
        private static let files = [
            "docker-compose.yml": base, "docker-compose.dev.yml": dev, "docker-compose.test.yml": test,
            "Dockerfile": dockerfile, "kind.txt": "one", "src/a.txt": "one",
        ]

        private func content(_ scenario: Scenario, _ service: String, _ path: String) async throws -> String {
            try await scenario.docker("exec", try await scenario.container(service), "cat", path)
        }

        @Test func oneServiceFromSourceAndTheOtherAsItIsDelivered() async throws {
            try await Scenario.run(Self.files) { scenario in
                let dev = try await scenario.engarde("dev", "-d", "web")
                #expect(dev.status == 0, "\(dev.errors)")
                #expect(dev.errors.contains("from source: web; from their production target: backend; as they are: db"))
                #expect(try await content(scenario, "web", "/target") == "development")
                #expect(try await content(scenario, "backend", "/target") == "production")
                try scenario.save("two", to: "src/a.txt")
                #expect(try await eventually { try await content(scenario, "web", "/src/a.txt") == "two" })
                // What is not worked on gets no edit.
                #expect(try await content(scenario, "backend", "/src/a.txt").isEmpty)
                try await scenario.engarde("watch", "--stop")
            }
        }

        @Test func theOtherWayRoundEachIsReplaced() async throws {
            try await Scenario.run(Self.files) { scenario in
                try await scenario.engarde("dev", "-d", "web")
                let dev = try await scenario.engarde("dev", "-d", "backend", "web")
                #expect(dev.status == 0, "\(dev.errors)")
                #expect(try await content(scenario, "backend", "/target") == "development")
                try await scenario.engarde("watch", "--stop")
            }
        }

        /// What is left of the tests' project.
        private func rest(_ scenario: Scenario) async throws -> String {
            let filter = "label=com.docker.compose.project=\(scenario.project)-test"
            return try await scenario.docker("ps", "-aq", "--filter", filter)
                + scenario.docker("volume", "ls", "-q", "--filter", filter)
                + scenario.docker("network", "ls", "-q", "--filter", filter)
        }

        @Test func testsRunBesideTheStackAndLeaveNothing() async throws {
            try await Scenario.run(Self.files) { scenario in
                let up = try await scenario.engarde("up", "-d", "db")
                #expect(up.status == 0, "\(up.errors)")
                let tests = try await scenario.engarde("test")
                #expect(tests.status == 0, "\(tests.errors)")
                #expect(tests.output == "tested\n")
                let report = scenario.directory.appendingPathComponent("reports/report.xml")
                #expect(try String(contentsOf: report, encoding: .utf8) == "<testsuites/>\n")
                #expect(try await rest(scenario).isEmpty)
                // The data of the stack is its own.
                #expect(
                    try await scenario.docker("exec", try await scenario.container("db"), "ls", "/data").isEmpty
                )
            }
        }

        @Test func theCodeOfTestsThatFailIsTheProgramsAndNothingStays() async throws {
            try await Scenario.run(Self.files) { scenario in
                let tests = try await scenario.engarde("test", environment: ["CODE": "7"])
                #expect(tests.status == 7, "\(tests.errors)")
                #expect(tests.output == "tested\n")
                #expect(try await rest(scenario).isEmpty)
            }
        }

        @Test func testsThatAreStoppedLeaveNothing() async throws {
            var files = Self.files
            // The shell waits for what it runs, which SIGINT does not reach.
            files["docker-compose.test.yml"] = Self.test.replacingOccurrences(of: "exit $$CODE", with: "sleep 1000")
                .replacingOccurrences(of: "init: true", with: "init: true\n    stop_grace_period: 2s")
            try await Scenario.run(files) { scenario in
                let tests = try scenario.start(["test"])
                #expect(
                    try await eventually(within: .seconds(120)) { tests.output.contains("tested") || !tests.isRunning }
                )
                tests.signal(SIGINT)
                let end = try await tests.result()
                #expect(end.status == 130, "\(end.errors)")
                #expect(try await rest(scenario).isEmpty)
            }
        }
    }
}
