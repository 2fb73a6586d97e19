import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// What goes wrong while something is done: it is said, and the next `up` goes on from there.
    @Suite struct Failures {
        private static let image = Requirements.image

        @Test func aNameThatAForeignContainerHas() async throws {
            let text = """
                services:
                  db: {image: \(Self.image), command: [sleep, "1000"], init: true, network_mode: none}
                  app:
                    image: \(Self.image)
                    command: [sleep, "1000"]
                    init: true
                    network_mode: none
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let name = "\(scenario.project)-app-1"
                let other = try await scenario.docker("create", "--name", name, Self.image, "true")
                let result = try await scenario.engarde("up", "-d")
                #expect(result.status == 1)
                #expect(
                    result.errors == """
                        error: service 'app' gets no container: the container name "/\(name)" is already in use by \
                        container "\(other.prefix(12))"
                          --> compose.yaml:3:3
                          |
                        3 |   app:
                          |   ^^^

                        hint: rename or remove the other container, or give this one another 'container_name' (EG0413)

                        """
                )
                // Nothing was done.
                #expect(try await scenario.container("db") == "")
                try await scenario.docker("rm", name)
                #expect(try await scenario.engarde("up", "-d").status == 0)
                #expect(try await scenario.inspect("app", "{{.State.Running}}") == "true")
            }
        }

        @Test func aHookAfterTheStart() async throws {
            let text = """
                services:
                  app:
                    image: \(Self.image)
                    command: [sleep, "1000"]
                    init: true
                    network_mode: none
                    volumes: [".:/app"]
                    post_start: [{command: [sh, -c, "echo seeding; test -e /app/seed && touch /app/done"]}]
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let result = try await scenario.engarde("--progress", "quiet", "up", "-d")
                #expect(result.status == 1)
                #expect(
                    result.errors.contains("\nerror: 'post_start' failed: app hook exited with status 1: 'sh …'\n"),
                    "\(result.errors)"
                )
                #expect(result.errors.contains("what it wrote:\n  | seeding\n"), "\(result.errors)")
                #expect(result.errors.hasSuffix("(EG0604)\n") || result.errors.hasSuffix("EG0604'\n"))
                #expect(try await scenario.inspect("app", "{{.State.Running}}") == "false")
                try scenario.write("", to: "seed")
                let again = try await scenario.engarde("up", "-d")
                #expect(again.status == 0, "\(again.errors)")
                #expect(FileManager.default.fileExists(atPath: scenario.directory.appendingPathComponent("done").path))
                #expect(try await scenario.engarde("up", "--dry-run").output == "nothing to do\n")
            }
        }

        @Test func aContainerThatEndsAtOnceIsStartedByTheNextUp() async throws {
            let text = """
                services:
                  app:
                    image: \(Self.image)
                    init: true
                    network_mode: none
                    volumes: [".:/app"]
                    command: [sh, -c, "test -e /app/ready && exec sleep 1000"]
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let result = try await scenario.engarde("up", "-d", "--wait")
                #expect(result.status == 1)
                #expect(result.errors.contains("exited (1)") && result.errors.contains("EG0603"), "\(result.errors)")
                let first = try await scenario.container("app")
                try scenario.write("", to: "ready")
                let again = try await scenario.engarde("up", "-d", "--wait")
                #expect(again.status == 0, "\(again.errors)")
                #expect(try await scenario.container("app") == first)
            }
        }

        /// Runs a program with nobody at the other end of its standard output; with `both`, nor of its standard error.
        private static let programWithoutReaders = """
            import os, subprocess, sys
            reading, writing = os.pipe()
            os.close(reading)
            errors = writing if sys.argv[1] == "both" else None
            code = subprocess.run(sys.argv[2:], stdout=writing, stderr=errors).returncode
            sys.exit(128 - code if code < 0 else code)
            """

        private func unread(
            _ which: String,
            _ arguments: String,
            _ scenario: Scenario
        ) async throws -> ChildProcess.Result {
            try scenario.write(Self.programWithoutReaders, to: "unread.py")
            return try await scenario.shell("python3 unread.py \(which) $engarde \(arguments)")
        }

        private static let sleeper = """
            services:
              app:
                image: \(image)
                command: [sh, -c, "echo hello; exec sleep 1000"]
                init: true
                volumes: ["data:/data"]
            volumes: {data: {}}
            """

        @Test func nobodyReadsWhatIsPrinted() async throws {
            try await Scenario.run(["compose.yaml": Self.sleeper]) { scenario in
                #expect(try await scenario.engarde("up", "-d").status == 0)
                for arguments in [
                    "config", "ps -a", "ps -q", "images", "volumes -q", "ls", "version", "--version", "--help",
                    "up --help", "logs", "logs -f", "top", "stats --no-stream", "exec -T app seq 1000",
                    "up --force-recreate --dry-run",
                ] {
                    let result = try await unread("output", arguments, scenario)
                    #expect(result.status == 141, "\(arguments)")
                    #expect(result.errors.isEmpty, "\(arguments): \(result.errors)")
                }
            }
        }

        @Test func nobodyReadsHowItGoes() async throws {
            try await Scenario.run(["compose.yaml": Self.sleeper]) { scenario in
                // All is done nevertheless.
                for (arguments, state) in [("up -d", "running"), ("stop -t 0", "exited"), ("start", "running")] {
                    let result = try await unread("both", arguments, scenario)
                    #expect(result.status == 0, "\(arguments)")
                    #expect(try await scenario.inspect("app", "{{.State.Status}}") == state, "\(arguments)")
                }
                #expect(try await unread("both", "down -t 0", scenario).status == 0)
                #expect(try await scenario.container("app") == "")
            }
        }

        @Test func aFullDiskEndsVerbsThatWriteToFiles() async throws {
            try await Scenario.run(["compose.yaml": Self.sleeper]) { scenario in
                #expect(try await scenario.engarde("up", "-d").status == 0)
                for arguments in ["export app > /dev/full", "cp app:/etc/passwd - > /dev/full", "--help > /dev/full"] {
                    let result = try await scenario.shell("$engarde \(arguments)")
                    #expect(result.status == 1, "\(arguments)")
                    #expect(
                        result.errors == """
                            error: cannot write to standard output: no space left on device

                            hint: see 'engarde explain EG0901'

                            """,
                        "\(arguments)"
                    )
                }
            }
        }
    }
}
