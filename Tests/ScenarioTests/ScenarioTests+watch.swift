import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    @Suite struct Watch {
        private static func stack(_ rule: String) -> String {
            """
            services:
              app:
                build: {context: ., dockerfile: Dockerfile}
                command: ["sh", "-c", "echo started; exec sleep 1000"]
                init: true
                develop:
                  watch:
                    - \(rule)
            """
        }

        private static let dockerfile = "FROM \(Requirements.image)\nCOPY src /app/src\nCOPY version /app/version\n"

        /// Starts `up --watch`, runs `body` once files are watched, and stops it.
        private func watching(_ rule: String, _ body: (Scenario, ChildProcess) async throws -> Void) async throws {
            let files = [
                "compose.yaml": Self.stack(rule), "Dockerfile": Self.dockerfile, "src/a.txt": "one", "version": "1",
            ]
            try await Scenario.run(files) { scenario in
                let child = try scenario.start(["up", "--watch"])
                #expect(
                    try await eventually(within: .seconds(60)) { child.errors.contains("Watch enabled: app") },
                    "\(child.errors)"
                )
                try await body(scenario, child)
                child.signal(SIGINT)
                #expect(try await child.result().status == 130)
            }
        }

        private func content(_ scenario: Scenario, _ path: String) async throws -> String {
            try await scenario.docker("exec", try await scenario.container("app"), "cat", path)
        }

        @Test func aSavedFileIsInTheContainerAndOneLineSaysSo() async throws {
            try await watching("{action: sync, path: ./src, target: /app/src, ignore: ['*.log']}") { scenario, child in
                try scenario.write("two", to: "src/a.txt")
                #expect(try await eventually { try await content(scenario, "/app/src/a.txt") == "two" })
                #expect(try await eventually { child.errors.contains("✔ app  sync src/a.txt") }, "\(child.errors)")
                try scenario.write("noise", to: "src/debug.log")
                try scenario.write("deep", to: "src/new/dir/b.txt")
                #expect(try await eventually { try await content(scenario, "/app/src/new/dir/b.txt") == "deep" })
                try FileManager.default.removeItem(at: scenario.directory.appendingPathComponent("src/a.txt"))
                #expect(
                    try await eventually {
                        try await scenario.docker(
                            "exec",
                            try await scenario.container("app"),
                            "ls",
                            "/app/src"
                        ) == "new"
                    }
                )
            }
        }

        @Test func editsMadeWhileNobodyWatchedArrive() async throws {
            let rule = "{action: sync, path: ./src, target: /app/src}"
            let files = [
                "compose.yaml": Self.stack(rule), "Dockerfile": Self.dockerfile, "src/a.txt": "one", "version": "1",
            ]
            try await Scenario.run(files) { scenario in
                #expect(try await scenario.engarde("up", "-d").status == 0)
                try scenario.write("two", to: "src/a.txt")
                let child = try scenario.start(["watch", "--no-up"])
                #expect(
                    try await eventually { try await content(scenario, "/app/src/a.txt") == "two" },
                    "\(child.errors)"
                )
                child.signal(SIGINT)
                _ = try await child.result()
                // `watch` leaves the services running.
                #expect(try await scenario.inspect("app", "{{.State.Running}}") == "true")
            }
        }

        @Test func syncAndRestartRestartsAfterTheCopy() async throws {
            try await watching("{action: sync+restart, path: ./version, target: /app/version}") { scenario, child in
                let started = try await scenario.inspect("app", "{{.State.StartedAt}}")
                try scenario.write("2", to: "version")
                #expect(try await eventually { try await scenario.inspect("app", "{{.State.StartedAt}}") != started })
                #expect(try await eventually { try await content(scenario, "/app/version") == "2" })
                #expect(try await eventually { child.errors.contains("sync+restart version") }, "\(child.errors)")
            }
        }

        @Test func rebuildReplacesTheContainerByOneOfTheNewImage() async throws {
            try await watching("{action: rebuild, path: ./version}") { scenario, child in
                let old = try await scenario.container("app")
                try scenario.write("2", to: "version")
                #expect(
                    try await eventually(within: .seconds(60)) {
                        let new = try await scenario.container("app")
                        guard new != old, !new.isEmpty, !new.contains("\n") else { return false }
                        return try await content(scenario, "/app/version") == "2"
                    },
                    "\(child.errors)"
                )
                #expect(try await eventually { child.errors.contains("✔ app  rebuild version") }, "\(child.errors)")
            }
        }

        @Test func aBuildThatFailsLeavesTheServiceRunningAndTheNextOneMendsIt() async throws {
            try await watching("{action: rebuild, path: ./Dockerfile}") { scenario, child in
                let old = try await scenario.container("app")
                try scenario.save(Self.dockerfile + "RUN false\n", to: "Dockerfile")
                #expect(
                    try await eventually(within: .seconds(60)) {
                        child.errors.contains(" ✘ app  Dockerfile not rebuilt\n")
                    },
                    "\(child.errors)"
                )
                let said =
                    child.errors.components(separatedBy: "the image of service 'app' could not be built").count - 1
                #expect(said == 1, "\(child.errors)")
                #expect(try await scenario.container("app") == old)
                #expect(try await scenario.inspect("app", "{{.State.Running}}") == "true")
                try scenario.save(Self.dockerfile + "RUN echo mended > /mended\n", to: "Dockerfile")
                #expect(
                    try await eventually(within: .seconds(60)) {
                        guard try await scenario.container("app") != old else { return false }
                        return try await content(scenario, "/mended") == "mended"
                    },
                    "\(child.errors)"
                )
            }
        }

        @Test func aPausedContainerAndAReadOnlyRootAreSaid() async throws {
            let text = """
                services:
                  app:
                    image: \(Requirements.image)
                    command: sleep 1000
                    init: true
                    develop: {watch: [{action: sync, path: ./src, target: /app/src}]}
                  closed:
                    image: \(Requirements.image)
                    command: sleep 1000
                    init: true
                    read_only: true
                    develop: {watch: [{action: sync, path: ./src, target: /srv/src}]}

                """
            try await Scenario.run(["compose.yaml": text, "src/a.txt": "one"]) { scenario in
                let child = try scenario.start(["watch"])
                #expect(
                    try await eventually { (try? await content(scenario, "/app/src/a.txt")) == "one" },
                    "\(child.errors)"
                )
                let name = "\(scenario.project)-app-1"
                let closed = """
                    warning: changes of 'src' are not copied to '/srv/src' of service 'closed': the root file system of \
                    container '\(scenario.project)-closed-1' is read-only (remove 'read_only: true' from the service, or \
                    mount a volume or a tmpfs at '/srv/src')

                    """
                #expect(try await eventually { child.errors.contains(closed) }, "\(child.errors)")
                // Docker Engine 20.10 hangs for a container that is paused while a command is being started in it; an edit
                // that has arrived shows that the receiver runs.
                try scenario.write("one and a half", to: "src/a.txt")
                #expect(
                    try await eventually { try await content(scenario, "/app/src/a.txt") == "one and a half" },
                    "\(child.errors)"
                )
                try await scenario.docker("pause", name)
                let paused = """
                    warning: container '\(name)' is paused: changes of service 'app' are brought when it runs again \
                    (run 'docker unpause \(name)')

                    """
                #expect(try await eventually { child.errors.contains(paused) }, "\(child.errors)")
                try scenario.write("two", to: "src/a.txt")
                try await scenario.docker("unpause", name)
                #expect(
                    try await eventually { try await content(scenario, "/app/src/a.txt") == "two" },
                    "\(child.errors)"
                )
                #expect(!child.errors.contains("✘"), "\(child.errors)")
                child.signal(SIGINT)
                _ = try await child.result()
            }
        }

        @Test func nothingToWatchIsAnError() async throws {
            let text = "services: {app: {image: \(Requirements.image), command: sleep 1000}}\n"
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let result = try await scenario.engarde("watch")
                #expect(result.status == 1)
                #expect(
                    result.errors == """
                        error: no service has anything to watch

                        hint: add a 'develop.watch' section to a service (EG0701)

                        """
                )
                #expect(try await scenario.container("app") == "")
            }
        }
    }
}
