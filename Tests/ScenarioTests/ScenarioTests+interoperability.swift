import Foundation
import Testing

extension ScenarioTests {
    /// A project that one tool started, and each verb of the other: no container is made anew that need not be.
    @Suite(.enabled(if: Requirements.hasDockerCompose, "docker compose is not installed"))
    struct Interoperability {
        private static func stack(port: Int) -> String {
            """
            services:
              web:
                image: \(Requirements.image)
                command: ["sh", "-c", "echo begun; exec sleep 1000"]
                init: true
                ports: ["\(port):80"]
                networks: [front]
                depends_on: [db]
              db:
                image: \(Requirements.image)
                command: ["sleep", "1000"]
                init: true
                stop_grace_period: 0s
                volumes: ["data:/data"]
                networks: [front]
            volumes: {data: {}}
            networks: {front: {}}
            """
        }

        /// One of the two tools.
        enum Tool: String, CaseIterable, Sendable {
            case engarde, dockerCompose

            /// The other one.
            var other: Tool { self == .engarde ? .dockerCompose : .engarde }
        }

        /// The project of one scenario, as both tools work on it.
        struct Stack {
            let scenario: Scenario

            /// Starts a tool that gets signals itself: `docker` of some versions keeps them from its plugins.
            func follow(_ tool: Tool, _ arguments: [String]) throws -> ChildProcess {
                let program: String? = tool == .engarde ? Requirements.binary.path : Requirements.dockerCompose
                return try ChildProcess(
                    try #require(program),
                    ["-p", scenario.project] + arguments,
                    directory: scenario.directory,
                    environment: ["XDG_STATE_HOME": scenario.state.path]
                )
            }

            @discardableResult
            func run(_ tool: Tool, _ arguments: [String]) async throws -> ChildProcess.Result {
                let command: [String] = tool == .engarde ? [Requirements.binary.path] : ["docker", "compose"]
                let result = try await ChildProcess(
                    "/usr/bin/env",
                    command + ["-p", scenario.project] + arguments,
                    directory: scenario.directory,
                    environment: ["XDG_STATE_HOME": scenario.state.path]
                )
                .result()
                #expect(result.status == 0, "\(tool) \(arguments.joined(separator: " ")): \(result.errors)")
                return result
            }

            func state(_ service: String) async throws -> String {
                try await scenario.inspect(service, "{{.State.Status}}")
            }

            func count(_ service: String) async throws -> Int {
                try await scenario.container(service).split(separator: "\n").count
            }
        }

        @Test(arguments: Tool.allCases) func theOthersVerbsWorkOnWhatRuns(starter: Tool) async throws {
            let port = starter == .engarde ? 29876 : 29877
            try await Scenario.run(["compose.yaml": Self.stack(port: port), "note": "hello"]) { scenario in
                let (stack, other) = (Stack(scenario: scenario), starter.other)
                try await stack.run(starter, ["up", "-d"])
                let (web, db) = (try await scenario.container("web"), try await scenario.container("db"))
                for (verb, state) in [
                    ("stop", "exited"), ("start", "running"), ("restart", "running"), ("pause", "paused"),
                    ("unpause", "running"), ("kill", "exited"), ("start", "running"),
                ] {
                    let grace = ["stop", "restart"].contains(verb) ? ["-t", "0"] : []
                    try await stack.run(other, [verb] + grace + ["web"])
                    #expect(try await stack.state("web") == state, "\(verb)")
                    #expect(try await scenario.container("web") == web, "\(verb)")
                }
                #expect(try await stack.run(other, ["exec", "-T", "web", "echo", "in", "it"]).output == "in it\n")
                #expect(try await stack.run(other, ["logs", "--no-log-prefix", "web"]).output.hasPrefix("begun\n"))
                #expect(try await stack.run(other, ["top", "web"]).output.contains("sleep 1000"))
                try await stack.run(other, ["cp", "note", "db:/data/note"])
                #expect(try await stack.run(starter, ["exec", "-T", "db", "cat", "/data/note"]).output == "hello")
                #expect(try await stack.run(other, ["run", "--rm", "-T", "db", "echo", "once"]).output == "once\n")
                try await stack.run(other, ["export", "-o", "web.tar", "web"])
                let names = try await scenario.shell("tar -tf web.tar etc/hostname").output
                #expect(names == "etc/hostname\n")
                let image = "\(scenario.project):kept"
                try await stack.run(other, ["commit", "web", image])
                let kept = try await scenario.docker("image", "inspect", "-f", "{{.Config.Cmd}}", image)
                #expect(kept == "[sh -c echo begun; exec sleep 1000]")
                #expect(try await scenario.container("web") == web)
                #expect(try await scenario.container("db") == db)
                try await stack.run(starter, ["down", "-v", "-t", "0"])
                #expect(try await scenario.container("web").isEmpty)
            }
        }

        @Test(arguments: Tool.allCases) func bothSeeTheSame(starter: Tool) async throws {
            let port = starter == .engarde ? 29878 : 29879
            try await Scenario.run(["compose.yaml": Self.stack(port: port)]) { scenario in
                let stack = Stack(scenario: scenario)
                try await stack.run(starter, ["up", "-d", "--scale", "db=2"])
                for arguments in [
                    ["port", "web", "80"], ["ps", "-q"], ["ps", "--services"], ["images", "-q"], ["volumes", "-q"],
                    ["ls", "-q", "--filter", "name=\(scenario.project)"], ["config", "--hash", "*"],
                    ["ps", "--format", "{{.Name}} {{.Service}} {{.State}} {{.Ports}}"],
                ] {
                    let own = try await stack.run(starter, arguments)
                    let others = try await stack.run(starter.other, arguments)
                    #expect(!own.output.isEmpty && others.output == own.output, "\(arguments)")
                }
                #expect(try await stack.run(starter, ["port", "web", "80"]).output == "0.0.0.0:\(port)\n")
                #expect(try await stack.run(starter, ["ps", "--services"]).output == "db\nweb\n")
            }
        }

        @Test(arguments: Tool.allCases) func neitherMakesAnewWhatTheOtherChanged(starter: Tool) async throws {
            let port = starter == .engarde ? 29880 : 29882
            try await Scenario.run(["compose.yaml": Self.stack(port: port)]) { scenario in
                let (stack, other) = (Stack(scenario: scenario), starter.other)
                try await stack.run(starter, ["create"])
                let (web, db) = (try await scenario.container("web"), try await scenario.container("db"))
                try await stack.run(other, ["up", "-d"])
                #expect(try await stack.state("web") == "running")
                try await stack.run(other, ["scale", "--no-deps", "db=2"])
                #expect(try await stack.count("db") == 2)
                try await stack.run(starter, ["up", "-d"])
                #expect(try await scenario.container("db") == db)
                #expect(try await scenario.container("web") == web)
                try await stack.run(starter, ["exec", "-T", "db", "sh", "-c", "echo hello > /data/note"])
                try await stack.run(other, ["rm", "-s", "-f", "db"])
                #expect(try await stack.count("db") == 0)
                try await stack.run(other, ["up", "-d"])
                #expect(try await scenario.container("web") == web)
                #expect(try await stack.run(starter, ["exec", "-T", "db", "cat", "/data/note"]).output == "hello\n")
                try await stack.run(other, ["down", "-v", "-t", "0"])
                #expect(try await scenario.container("web").isEmpty)
                #expect(try await scenario.docker("volume", "ls", "-q", "--filter", "name=\(scenario.project)") == "")
            }
        }
    }
}
