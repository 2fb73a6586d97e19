import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Several programs that change one project, and programs that die while they do.
    @Suite struct Concurrency {
        private static let stack = """
            services:
              web:
                image: \(Requirements.image)
                command: ["sleep", "1000"]
                init: true
                depends_on: {db: {condition: service_healthy}}
              db:
                image: \(Requirements.image)
                command: ["sleep", "1000"]
                init: true
                healthcheck: {test: ["CMD", "test", "-e", "/ready"], interval: 30s}
            """

        /// Lets the database become ready as soon as it runs. Until then an `up` goes on.
        private func makeReady(_ scenario: Scenario) async throws {
            let touch = "docker exec \(scenario.project)-db-1 touch /ready"
            #expect(try await eventually { try await scenario.shell(touch).status == 0 })
        }

        /// A service that takes three seconds to stop.
        ///
        /// - Parameter condition: what it does before, once it was told to.
        private static func slowToStop(after condition: String = "") -> String {
            let stop = "echo stopping; \(condition) sleep 3; exit 0"
            return """
                services:
                  web:
                    image: \(Requirements.image)
                    command: ["sh", "-c", "trap '\(stop)' TERM; echo up; while true; do sleep 0.1; done"]
                    stop_grace_period: 300s
                    volumes: [".:/project:ro"]
                """
        }

        /// A service that does not stop before ``letGo(_:)``.
        private static let held = slowToStop(after: "until [ -e /project/go ]; do sleep 0.1; done;")

        /// Lets what is held end in three seconds.
        private func letGo(_ scenario: Scenario) throws { try scenario.write("", to: "go") }

        /// Waits until a container of the service hears of signals.
        private func isListening(_ scenario: Scenario) async throws -> Bool {
            try await eventually { try await scenario.engarde("logs").output.contains("up") }
        }

        private func names(_ scenario: Scenario) async throws -> [String] {
            try await scenario.docker(
                "ps",
                "-a",
                "--format",
                "{{.Names}} {{.State}}",
                "--filter",
                "label=com.docker.compose.project=\(scenario.project)"
            )
            .split(separator: "\n").map(String.init).sorted()
        }

        /// Whether the original has been asked to stop; its successor is there by then.
        private func isStopping(_ scenario: Scenario) async throws -> Bool {
            try await scenario.docker("logs", "\(scenario.project)-web-1").contains("stopping")
        }

        private func networks(_ scenario: Scenario) async throws -> [String] {
            try await scenario.docker(
                "network",
                "ls",
                "--format",
                "{{.Name}}",
                "--filter",
                "label=com.docker.compose.project=\(scenario.project)"
            )
            .split(separator: "\n").map(String.init)
        }

        /// Makes a second network of the project's name, as another tool does that looked at the same time.
        private func addDuplicateNetwork(_ scenario: Scenario) async throws {
            let script = """
                import http.client, json, socket
                class Engine(http.client.HTTPConnection):
                    def connect(self):
                        self.sock = socket.socket(socket.AF_UNIX)
                        self.sock.connect("/var/run/docker.sock")
                engine = Engine("docker")
                labels = {"com.docker.compose.project": "\(scenario.project)", "com.docker.compose.network": "default"}
                body = json.dumps({"Name": "\(scenario.project)_default", "Labels": labels})
                engine.request("POST", "/v1.41/networks/create", body, {"Content-Type": "application/json"})
                assert engine.getresponse().status == 201
                """
            let result = try await ChildProcess("/usr/bin/env", ["python3", "-c", script]).result()
            #expect(result.status == 0, "\(result.errors)")
        }

        @Test func twoFirstUpsAtOnceMakeOneProject() async throws {
            try await Scenario.run(["compose.yaml": Self.stack]) { scenario in
                let children = try [scenario.start(["up", "-d"]), scenario.start(["up", "-d"])]
                // The one that came second is told who works on the project.
                let isTold = try await eventually {
                    children.contains { $0.errors.contains(": waiting until it is done") }
                }
                #expect(isTold, "\(children.map(\.errors))")
                try await makeReady(scenario)
                var waiting = 0
                for child in children {
                    let result = try await child.result()
                    #expect(result.status == 0, "\(result.errors)")
                    if result.errors.contains(": waiting until it is done") { waiting += 1 }
                    if result.errors.contains("Created") { #expect(result.errors.contains("web-1  Started")) }
                }
                #expect(waiting == 1)
                #expect(try await networks(scenario) == ["\(scenario.project)_default"])
                let running = ["\(scenario.project)-db-1 running", "\(scenario.project)-web-1 running"]
                #expect(try await names(scenario) == running)
            }
        }

        @Test func whoWaitsIsToldWhoWorksAndCanBeInterrupted() async throws {
            try await Scenario.run(["compose.yaml": Self.stack]) { scenario in
                let first = try scenario.start(["up", "-d"])
                #expect(try await eventually { try await names(scenario).count == 2 })
                let second = try scenario.start(["down"])
                #expect(try await eventually { second.errors.contains("waiting until it is done") })
                let pattern = try Regex(
                    "^warning: 'engarde up' \\(process \\d+\\) has been changing project '\(scenario.project)' for \\d+ s: waiting until it is done\n"
                )
                #expect(second.errors.contains(pattern), "\(second.errors)")
                second.signal(SIGINT)
                #expect(try await second.result().status == 130)
                try await makeReady(scenario)
                #expect(try await first.result().status == 0)
                #expect(try await names(scenario).count == 2)
            }
        }

        @Test func theKernelReleasesTheLockOfAProcessThatDied() async throws {
            try await Scenario.run(["compose.yaml": Self.stack]) { scenario in
                let first = try scenario.start(["up", "-d"])
                #expect(try await eventually { try await names(scenario).count == 2 })
                first.signal(SIGKILL)
                _ = try await first.result()
                let second = try await scenario.engarde("down")
                #expect(second.status == 0)
                #expect(!second.errors.contains("waiting"), "\(second.errors)")
                #expect(try await names(scenario) == [])
            }
        }

        @Test func recreatingTwiceAtOnceReplacesTwice() async throws {
            try await Scenario.run(["compose.yaml": Self.slowToStop()]) { scenario in
                try await scenario.engarde("up", "-d")
                #expect(try await isListening(scenario))
                let children = try [
                    scenario.start(["up", "-d", "--force-recreate"]), scenario.start(["up", "-d", "--force-recreate"]),
                ]
                for child in children {
                    let result = try await child.result()
                    #expect(result.status == 0, "\(result.errors)")
                }
                #expect(try await names(scenario) == ["\(scenario.project)-web-1 running"])
            }
        }

        @Test func upRepairsTwoNetworksOfOneName() async throws {
            try await Scenario.run(["compose.yaml": Self.slowToStop()]) { scenario in
                try await scenario.engarde("up", "-d")
                try await addDuplicateNetwork(scenario)
                #expect(try await networks(scenario).count == 2)
                let result = try await scenario.engarde("up", "-d")
                #expect(result.status == 0, "\(result.errors)")
                #expect(try await networks(scenario) == ["\(scenario.project)_default"])
                #expect(try await scenario.engarde("up", "--dry-run").output == "nothing to do\n")
            }
        }

        @Test func downRemovesBothNetworksOfOneName() async throws {
            try await Scenario.run(["compose.yaml": Self.stack]) { scenario in
                try await scenario.engarde("up", "-d", "--no-deps", "web")
                try await addDuplicateNetwork(scenario)
                #expect(try await networks(scenario).count == 2)
                let result = try await scenario.engarde("down")
                #expect(result.status == 0, "\(result.errors)")
                #expect(try await networks(scenario) == [])
            }
        }

        @Test(arguments: [SIGINT, SIGTERM]) func anInterruptedReplacementIsFinished(signal: Int32) async throws {
            try await Scenario.run(["compose.yaml": Self.held]) { scenario in
                try await scenario.engarde("up", "-d")
                let old = try await scenario.container("web")
                #expect(try await isListening(scenario))
                let child = try scenario.start(["up", "-d", "--force-recreate"])
                #expect(try await eventually { try await isStopping(scenario) })
                child.signal(signal)
                let words = "finishing what was begun (press Ctrl-C again to leave it)\n"
                #expect(try await eventually { child.errors.contains(words) }, "\(child.errors)")
                try letGo(scenario)
                #expect(try await child.result().status == 130)
                #expect(try await names(scenario) == ["\(scenario.project)-web-1 running"])
                let left = try await scenario.engarde("up", "--dry-run").output
                #expect(left == "nothing to do\n")
                #expect(try await scenario.container("web") != old)
            }
        }

        @Test func aSecondInterruptLeavesWhatTheNextUpFinishes() async throws {
            try await Scenario.run(["compose.yaml": Self.held]) { scenario in
                try await scenario.engarde("up", "-d")
                #expect(try await isListening(scenario))
                let child = try scenario.start(["up", "-d", "--force-recreate"])
                #expect(try await eventually { try await isStopping(scenario) })
                child.signal(SIGINT)
                #expect(try await eventually { child.errors.contains("finishing what was begun") })
                child.signal(SIGINT)
                #expect(try await child.result().status == 130)
                #expect(try await names(scenario).count == 2)
                // The engine is still stopping the original: the next one waits for that.
                try letGo(scenario)
                #expect(try await scenario.engarde("up", "-d").status == 0)
                #expect(try await names(scenario) == ["\(scenario.project)-web-1 running"])
                #expect(try await scenario.engarde("up", "--dry-run").output == "nothing to do\n")
            }
        }

        @Test func whatTheEngineStillDoesForAKilledUpIsWaitedFor() async throws {
            try await Scenario.run(["compose.yaml": Self.held]) { scenario in
                try await scenario.engarde("up", "-d")
                #expect(try await isListening(scenario))
                let child = try scenario.start(["up", "-d", "--force-recreate"])
                #expect(try await eventually { try await isStopping(scenario) })
                child.signal(SIGKILL)
                _ = try await child.result()
                try letGo(scenario)
                #expect(try await scenario.engarde("up", "-d").status == 0)
                // Had it not waited, the original would end now.
                #expect(try await names(scenario) == ["\(scenario.project)-web-1 running"])
                try await Task.sleep(for: .seconds(4))
                #expect(try await names(scenario) == ["\(scenario.project)-web-1 running"])
                #expect(try await scenario.engarde("up", "--dry-run").output == "nothing to do\n")
            }
        }
    }
}
