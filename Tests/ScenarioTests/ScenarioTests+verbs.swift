import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    @Suite struct Verbs {
        private static let pair = """
            services:
              one: {image: \(Requirements.image), init: true, command: ["sh", "-c", "echo first; sleep 0.3; echo third; exec sleep 1000"]}
              two: {image: \(Requirements.image), init: true, command: ["sh", "-c", "sleep 0.15; echo second; exec sleep 1000"]}
            """

        @Test func execTellsTheCommandThatItsInputHasEnded() async throws {
            let text = "services:\n  app: {image: \(Requirements.image), init: true, command: [sleep, \"1000\"]}\n"
            try await Scenario.run(["compose.yaml": text, "input": "from a file\n"]) { scenario in
                try await scenario.engarde("up", "-d")
                for (source, expected) in [("< input", "from a file\n"), ("< /dev/null", "")] {
                    let result = try await scenario.shell("timeout 20 $engarde exec -T app cat \(source)")
                    #expect(result.status == 0 && result.output == expected, "\(source): \(result)")
                }
                let piped = try await scenario.shell("seq 200000 | timeout 20 $engarde exec -T app tail -n 1")
                #expect(piped.status == 0 && piped.output == "200000\n", "\(piped)")
            }
        }

        @Test func execGivesOutputErrorsAndTheExitCode() async throws {
            try await Scenario.run(["compose.yaml": Self.pair]) { scenario in
                try await scenario.engarde("up", "-d")
                let result = try await scenario.engarde(
                    "exec",
                    "-T",
                    "-e",
                    "A=b",
                    "-w",
                    "/tmp",
                    "-u",
                    "1000",
                    "one",
                    "sh",
                    "-c",
                    "echo $A $(pwd) $(id -u); echo bad >&2; exit 7"
                )
                #expect(result.output == "b /tmp 1000\n")
                #expect(result.errors == "bad\n")
                #expect(result.status == 7)
            }
        }

        @Test func execInAServiceThatDoesNotRunSaysSo() async throws {
            try await Scenario.run(["compose.yaml": Self.pair]) { scenario in
                let result = try await scenario.engarde("exec", "-T", "one", "true")
                #expect(result.status == 1)
                #expect(
                    result.errors == """
                        error: service 'one' is not running

                        hint: start it with 'engarde -p \(scenario.project) up -d one' (EG0804)

                        """
                )
            }
        }

        @Test func logsOfSeveralServicesAreInTheOrderOfTheirTimes() async throws {
            try await Scenario.run(["compose.yaml": Self.pair]) { scenario in
                try await scenario.engarde("up", "-d")
                let expected = ["first", "second", "third"]
                #expect(
                    try await eventually {
                        let lines = try await scenario.engarde("logs", "--no-log-prefix").output.split(separator: "\n")
                        return lines.map(String.init).sorted() == expected.sorted()
                    }
                )
                // The two start at slightly different times: what counts is that the order is that of the times.
                let timed = try await scenario.engarde("logs", "-t", "--no-log-prefix").output.split(separator: "\n")
                #expect(timed.count == 3)
                #expect(timed.map { $0.prefix(30) } == timed.map { $0.prefix(30) }.sorted())
                let tail = try await scenario.engarde("logs", "--tail", "1", "one")
                #expect(tail.output == "one-1  | third\n")
            }
        }

        @Test func followedLogsShowWhatARestartedContainerWrites() async throws {
            try await Scenario.run(["compose.yaml": Self.pair]) { scenario in
                try await scenario.engarde("up", "-d")
                // The other one goes on: between the two halves of a restart nothing tells it from an end, which ends the following.
                let child = try scenario.start(["logs", "-f", "--tail", "0"])
                let one = try await scenario.container("one")
                // Nothing says that it listens but what it shows.
                let isShown = try await eventually {
                    try await scenario.docker("restart", "-t", "0", one)
                    return try await eventually(within: .seconds(5)) { child.output.contains("one-1  | third") }
                }
                #expect(isShown, "\(child.output)\(child.errors)")
                child.signal(SIGINT)
                #expect(try await child.result().status == 130)
            }
        }

        @Test func psListsContainersAsDockerComposeDoes() async throws {
            try await Scenario.run(["compose.yaml": Self.pair]) { scenario in
                try await scenario.engarde("up", "-d")
                let table = try await scenario.engarde("ps").output.split(separator: "\n")
                #expect(table.count == 3)
                #expect(table.first?.hasPrefix("NAME") == true)
                let lines = try await scenario.engarde("ps", "--format", "json").output.split(separator: "\n")
                let objects = try lines.map {
                    try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
                }
                #expect(objects.map { $0["Service"] as? String } == ["one", "two"])
                #expect(objects.allSatisfy { $0["State"] as? String == "running" && $0["ExitCode"] as? Int == 0 })
                if Requirements.hasDockerCompose {
                    let theirs = try await scenario.docker("compose", "-p", scenario.project, "ps", "--format", "json")
                        .split(separator: "\n")
                        .map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:] }
                    #expect(Set(theirs.flatMap(\.keys)) == Set(objects.flatMap(\.keys)))
                    for name in [
                        "ID", "Name", "Image", "Command", "Project", "CreatedAt", "State", "Networks", "Mounts",
                    ] {
                        #expect(
                            theirs.map { $0[name] as? String }.sorted(by: Self.order)
                                == objects.map { $0[name] as? String }.sorted(by: Self.order),
                            "\(name)"
                        )
                    }
                }
                #expect(try await scenario.engarde("ps", "--services").output == "one\ntwo\n")
            }
        }

        private static func order(_ left: String?, _ right: String?) -> Bool { (left ?? "") < (right ?? "") }

        @Test func buildMakesTheImageFromTheTargetWithItsArguments() async throws {
            let text = """
                services:
                  app:
                    build: {context: app, target: wanted, args: {WORD: from-compose}}
                    command: ["sleep", "1000"]
                    init: true
                """
            let dockerfile = """
                FROM \(Requirements.image) AS wanted
                ARG WORD
                COPY . /app/
                RUN echo "$WORD" > /word
                FROM wanted AS last
                RUN false
                """
            let files = [
                "compose.yaml": text, "app/Dockerfile": dockerfile, "app/.dockerignore": "*.secret\n", "app/kept": "1",
                "app/a.secret": "2",
            ]
            try await Scenario.run(files) { scenario in
                let built = try await scenario.engarde("build")
                #expect(built.status == 0, "\(built.errors)")
                #expect(try await scenario.engarde("up", "-d").status == 0)
                let result = try await scenario.engarde("exec", "-T", "app", "sh", "-c", "cat /word; ls /app")
                #expect(result.output == "from-compose\nDockerfile\nkept\n")
            }
        }

        @Test func configShowsTheMergedProject() async throws {
            let files = [
                "compose.yaml": "services: {a: {image: x, environment: {A: '1', B: $WORD}}}\n",
                "compose.override.yaml": "services: {a: {environment: {A: '2'}}}\n", ".env": "WORD=from-env\n",
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.engarde("config", "--format", "json")
                let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
                let services = object?["services"] as? [String: Any]
                let environment = (services?["a"] as? [String: Any])?["environment"] as? [String: String]
                #expect(environment == ["A": "2", "B": "from-env"])
                #expect(try await scenario.engarde("config", "--services").output == "a\n")
                #expect(try await scenario.engarde("config", "-q").output == "")
            }
        }
    }
}
