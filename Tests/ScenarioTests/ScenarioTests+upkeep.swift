import Foundation
import Testing

extension ScenarioTests {
    /// Rebuilding, updating, cleaning up and opening, and verbs that a project has of its own.
    @Suite struct Upkeep {
        private static let stack: [String: String] = [
            "compose.yaml": """
            services:
              app:
                build: .
                init: true
                command: [sleep, "1000"]
                depends_on: [db]
              db: {image: \(Requirements.image), init: true, command: [sleep, "1000"]}
              job: {image: \(Requirements.image), command: ["true"], volumes: ["data:/data"]}
            volumes: {data: {}}
            x-engarde:
              verbs:
                greet:
                  description: Say hello from the container
                  service: app
                  command: echo "hello $$NAME"
                  inputs: {name: {required: true}}
                once: {service: app, run: true, command: [sh, -c, exit 5]}
                where: {command: pwd; echo "$$COMPOSE_PROJECT_NAME", directory: ops}
            """,
            "Dockerfile": "FROM \(Requirements.image)\nCOPY word /word\n", "word": "one\n", "ops/keep": "",
        ]

        @Test func oneServiceIsRebuiltAndItsDependenciesStay() async throws {
            try await Scenario.run(Self.stack) { scenario in
                try await scenario.engarde("up", "-d", "app")
                let database = try await scenario.container("db")
                let application = try await scenario.container("app")
                try scenario.write("two\n", to: "word")
                let result = try await scenario.engarde("rebuild", "app")
                #expect(result.status == 0, "\(result.errors)")
                #expect(
                    result.errors.contains("see what it writes with 'engarde -p \(scenario.project) logs -f app'\n")
                )
                #expect(try await scenario.container("db") == database)
                #expect(try await scenario.container("app") != application)
                #expect(try await scenario.engarde("exec", "-T", "app", "cat", "/word").output == "two\n")
                let unchanged = try await scenario.container("app")
                #expect(try await scenario.engarde("rebuild", "app").status == 0)
                #expect(try await scenario.container("app") == unchanged, "the image came out as it was")
            }
        }

        @Test func whatIsNotBuiltIsRefusedAtItsPlace() async throws {
            try await Scenario.run(Self.stack) { scenario in
                let result = try await scenario.engarde("rebuild", "db")
                #expect(result.status == 1)
                #expect(
                    result.errors.contains("service 'db' has no 'build' section: there is nothing to rebuild\n  --> "),
                    "\(result.errors)"
                )
                #expect(result.errors.hasSuffix("(EG1011)\n"))
            }
        }

        @Test func whatIsLeftOverIsShownAndGoesWhenThatIsAgreedTo() async throws {
            try await Scenario.run(Self.stack) { scenario in
                try await scenario.engarde("up", "-d")
                try await scenario.docker("wait", try await scenario.container("job"))
                try scenario.write("two\n", to: "word")
                try await scenario.engarde("rebuild", "app")
                let shown = try await scenario.engarde("clean", "--dry-run")
                #expect(shown.status == 0, "\(shown.errors)")
                #expect(shown.output.contains("container   \(scenario.project)-job-1"), "\(shown.output)")
                #expect(shown.output.contains("a newer one has its name"), "\(shown.output)")
                #expect(shown.output.contains("1. docker rm \(scenario.project)-job-1  # "), "\(shown.output)")
                let refused = try await scenario.engarde("clean")
                #expect(refused.status == 1)
                #expect(refused.errors.hasSuffix("(EG1010)\n"), "\(refused.errors)")
                #expect(try await scenario.container("job") != "")
                let done = try await scenario.engarde("clean", "--yes", "--format", "json")
                #expect(done.status == 0, "\(done.errors)")
                #expect(done.output.contains("\"name\":\"\(scenario.project)-job-1\""), "\(done.output)")
                #expect(try await scenario.container("job") == "")
                let volumes = try await scenario.engarde("volumes", "-q")
                #expect(volumes.output == "\(scenario.project)_data\n")
                #expect(try await scenario.engarde("clean", "--volumes", "--yes").status == 0)
                #expect(try await scenario.engarde("volumes", "-q").output == "")
            }
        }

        @Test func anUpdateWithoutAnythingNewerReplacesNothing() async throws {
            try await Scenario.run(Self.stack) { scenario in
                try await scenario.engarde("up", "-d", "app")
                let containers = [try await scenario.container("db"), try await scenario.container("app")]
                let shown = try await scenario.engarde("update", "--dry-run", "app")
                #expect(
                    shown.output.hasPrefix(
                        "1. engarde -p \(scenario.project) build --pull app  # what they are built on may be newer\n"
                    ),
                    "\(shown.output)"
                )
                #expect([try await scenario.container("db"), try await scenario.container("app")] == containers)
            }
        }

        @Test func aServiceIsOpenedAtItsAddress() async throws {
            let text = """
                services:
                  web: {image: \(Requirements.image), init: true, command: [sleep, "1000"], ports: ["80", "5432"]}
                  db: {image: \(Requirements.image), init: true, command: [sleep, "1000"]}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "-d")
                let port = try await scenario.engarde("port", "web", "80").output.split(separator: ":").last ?? ""
                let address = "http://localhost:\(port)"
                #expect(try await scenario.engarde("open", "--print", "web").output == address)
                let missing = try await scenario.engarde("open", "db")
                #expect(missing.status == 1)
                #expect(missing.errors.hasSuffix("(EG1012)\n"), "\(missing.errors)")
                let opened = try await scenario.shell(
                    #"printf '#!/bin/sh\necho "$1" > opened\n' > browser; chmod +x browser; "#
                        + #"BROWSER="$PWD/browser" $engarde open web; "#
                        + "for n in $(seq 100); do test -s opened && break; sleep 0.1; done; cat opened"
                )
                #expect(opened.output == address, "\(opened)")
            }
        }

        @Test func aProjectsOwnVerbsRunWhereTheyAreTo() async throws {
            try await Scenario.run(Self.stack) { scenario in
                try await scenario.engarde("up", "-d", "app")
                let greeting = try await scenario.engarde("greet", "--name", "a; exit 3")
                #expect(greeting.output == "hello a; exit 3\n", "\(greeting)")
                #expect(greeting.status == 0)
                #expect(try await scenario.engarde("once").status == 5)
                let there = try await scenario.engarde("where")
                #expect(there.output.hasSuffix("/ops\n\(scenario.project)\n"), "\(there)")
                let shown = try await scenario.engarde("greet", "--name", "x", "--dry-run")
                #expect(
                    shown.output
                        == "engarde -p \(scenario.project) exec -e NAME=x app /bin/sh -c 'echo \"hello $NAME\"' greet\n"
                )
            }
        }
    }
}
