import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// The verbs that look at what runs.
    @Suite struct Looking {
        private static let pair = """
            services:
              web:
                image: \(Requirements.image)
                init: true
                command: [sleep, "1000"]
                ports: ["127.0.0.1::8000", "127.0.0.1::8001/udp"]
                expose: ["9000"]
                scale: 2
                volumes: ["data:/data"]
              job: {image: \(Requirements.image), command: ["true"]}
            volumes: {data: {labels: {tier: back}}, other: {}}
            """

        private static func objects(_ text: String) throws -> [[String: Any]] {
            try text.split(separator: "\n").map {
                try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
            }
        }

        private static func array(_ text: String) throws -> [[String: Any]] {
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]] ?? []
        }

        /// Waits until the container of a service has ended by itself, which is a moment after `up -d`.
        private func hasEnded(_ service: String, _ scenario: Scenario) async throws -> Bool {
            try await eventually { try await scenario.inspect(service, "{{.State.Running}}") == "false" }
        }

        /// The lines of `top web`.
        private func processes(_ scenario: Scenario) async throws -> [String] {
            try await scenario.engarde("top", "web").output.split(separator: "\n").map(String.init)
        }

        /// What `events` tells of the last minutes.
        private func past(_ scenario: Scenario, _ options: String...) async throws -> String {
            let child = try scenario.start(["events", "--since", "10m", "--until", "0s"] + options)
            let result = try await child.result()
            #expect(result.status == 0, "\(result.errors)")
            return result.output
        }

        @Test func aPortOfAServiceIsFound() async throws {
            try await Scenario.run(["compose.yaml": Self.pair]) { scenario in
                try await scenario.engarde("up", "-d")
                #expect(try await hasEnded("job", scenario))
                let name = "\(scenario.project)-web-2"
                let expected = try await scenario.docker("port", name, "8000/tcp")
                #expect(try await scenario.engarde("port", "--index", "2", "web", "8000").output == expected + "\n")
                let udp = try await scenario.docker("port", name, "8001/udp")
                #expect(try await scenario.engarde("port", "web", "8001/udp", "--index=2").output == udp + "\n")
                #expect(
                    try await scenario.engarde("port", "--protocol", "udp", "web", "8001", "--index", "2").output == udp
                        + "\n"
                )
                let unpublished = try await scenario.engarde("port", "web", "9000")
                #expect(unpublished.status == 1)
                #expect(
                    unpublished.errors.hasPrefix(
                        "error: port 9000/tcp of container '\(scenario.project)-web-1' is not published\n"
                    )
                )
                let unknown = try await scenario.engarde("port", "web", "1")
                #expect(
                    unknown.errors.hasPrefix(
                        "error: no port 1/tcp for container \(scenario.project)-web-1: 8000/tcp, 8001/udp\n"
                    ),
                    "\(unknown.errors)"
                )
                #expect(
                    try await scenario.engarde("port", "job", "80").errors.hasPrefix(
                        "error: service 'job' is not running\n"
                    )
                )
            }
        }

        @Test func topListsTheProcessesOfEachContainer() async throws {
            try await Scenario.run(["compose.yaml": Self.pair]) { scenario in
                #expect(try await scenario.engarde("top").output == "")
                try await scenario.engarde("up", "-d")
                // The engine calls a container started when its process still is the one that becomes the command.
                let areListed = try await eventually {
                    let lines = try await processes(scenario)
                    return ["1", "2"].allSatisfy { number in
                        lines.contains { $0.hasPrefix("web      \(number)   ") && $0.hasSuffix("sleep 1000") }
                    }
                }
                let lines = try await processes(scenario)
                #expect(areListed, "\(lines)")
                let titles = try #require(lines.first)
                // What the columns are called is up to the engine.
                #expect(titles.hasPrefix("SERVICE  #   ") && (titles.hasSuffix("CMD") || titles.hasSuffix("COMMAND")))
            }
        }

        @Test func containersAreListedAsDockersConfigurationSays() async throws {
            let docker = #"{"psFormat": "table {{.Service}}\t{{.State}}"}"#
            try await Scenario.run(["compose.yaml": Self.pair, "docker/config.json": docker]) { scenario in
                let environment = ["DOCKER_CONFIG": scenario.directory.appendingPathComponent("docker").path]
                try await scenario.engarde("up", "-d", "--scale", "web=1", "web")
                let configured = try await scenario.engarde("ps", environment: environment)
                #expect(configured.output == "SERVICE   STATE\nweb       running\n", "\(configured)")
                let asked = try await scenario.engarde("ps", "--format", "{{.Service}}", environment: environment)
                #expect(asked.output == "web\n")
                let quiet = try await scenario.engarde("ps", "--services", environment: environment)
                #expect(quiet.output == "web\n")
            }
        }

        @Test func imagesAndVolumesAndProjectsAreListed() async throws {
            try await Scenario.run(["compose.yaml": Self.pair]) { scenario in
                try await scenario.engarde("up", "-d")
                let images = try Self.array(try await scenario.engarde("images", "--format", "json").output)
                #expect(images.count == 3)
                let id = try await scenario.docker("inspect", "-f", "{{.Image}}", "\(scenario.project)-web-1")
                #expect(images.allSatisfy { $0["ID"] as? String == id })
                #expect(
                    Set(images[0].keys)
                        == ["ID", "ContainerName", "Repository", "Tag", "Platform", "Size", "LastTagTime"]
                )
                let quiet = try await scenario.engarde("images", "-q").output
                #expect(quiet == id.replacingOccurrences(of: "sha256:", with: "") + "\n")

                let volumes = try Self.objects(try await scenario.engarde("volumes", "--format", "json").output)
                #expect(volumes.compactMap { $0["Name"] as? String } == ["\(scenario.project)_data"])
                let labelled = try await scenario.engarde("volumes", "--format", #"{{.Name}} {{.Label "tier"}}"#, "web")
                #expect(labelled.output == "\(scenario.project)_data back\n", "\(labelled)")
                #expect(try await scenario.engarde("volumes", "-q", "job").output == "")

                #expect(try await hasEnded("job", scenario))
                let filter = "name=^\(scenario.project)$"
                let project = try Self.array(
                    try await scenario.engarde("ls", "--filter", filter, "--format", "json").output
                )
                #expect(project.count == 1 && project[0]["Status"] as? String == "running(2)")
                let files = project[0]["ConfigFiles"] as? String
                #expect(files?.hasSuffix("/\(scenario.project)/compose.yaml") == true)
                #expect(
                    try await scenario.engarde("ls", "-a", "--filter", filter, "--format", "{{.Status}}").output
                        == "exited(1), running(2)\n"
                )
                guard Requirements.hasDockerCompose else { return }
                for arguments in [
                    ["images", "--format", "json"], ["ls", "-a", "--filter", filter, "--format", "json"],
                ] {
                    let theirs = try await ChildProcess(
                        "/usr/bin/env",
                        ["docker", "compose", "-p", scenario.project] + arguments,
                        directory: scenario.directory
                    ).result().output
                    let own = try await scenario.start(arguments).result().output
                    #expect(Set(try Self.array(theirs).flatMap(\.keys)) == Set(try Self.array(own).flatMap(\.keys)))
                }
                for arguments in [["top"], ["ls"], ["images"], ["volumes"]] {
                    let shown = try await ChildProcess(
                        "/usr/bin/env",
                        ["docker", "compose", "-p", scenario.project] + arguments,
                        directory: scenario.directory
                    ).result()
                    // Podman lists processes for it only with a program of the container's.
                    if arguments == ["top"], shown.status != 0 { continue }
                    let theirs = shown.output.split(separator: "\n").first
                    let own = try await scenario.start(arguments).result().output.split(separator: "\n").first
                    func words(_ line: Substring?) -> [Substring]? { line?.split(separator: " ") }
                    #expect(words(theirs) == words(own), "\(arguments)")
                }
            }
        }

        @Test func eventsAreToldAsTheyHappen() async throws {
            try await Scenario.run(["compose.yaml": Self.pair]) { scenario in
                let follower = try scenario.start(["events", "--json", "web"])
                // Nothing says that it listens but what it hears.
                #expect(
                    try await eventually {
                        try await scenario.engarde("up", "-d", "--force-recreate", "web")
                        return follower.output.contains(#""action":"start""#)
                    }
                )
                follower.signal(SIGINT)
                #expect(try await follower.result().status == 130)
            }
        }

        @Test func eventsOfThePastAreTold() async throws {
            try await Scenario.run(["compose.yaml": Self.pair]) { scenario in
                // The engine remembers 256 events of all projects together: a start may be forgotten before it is asked for.
                #expect(
                    try await eventually {
                        try await scenario.engarde("up", "-d", "--force-recreate", "web")
                        return try await past(scenario).contains(" container start ")
                    }
                )
                let told = try await past(scenario, "--json")
                let events = try Self.objects(told)
                #expect(!events.isEmpty)
                #expect(events.allSatisfy { $0["type"] as? String == "container" && $0["service"] as? String == "web" })
                let attributes = events.last?["attributes"] as? [String: String]
                #expect(attributes?.keys.contains { $0.hasPrefix("com.docker.compose.") } == false)
            }
        }

        @Test func statsShowWhatContainersUse() async throws {
            try await Scenario.run(["compose.yaml": Self.pair]) { scenario in
                try await scenario.engarde("up", "-d")
                #expect(try await hasEnded("job", scenario))
                let once = try await scenario.engarde("stats", "--no-stream", "--format", "json")
                let rows = try Self.objects(once.output)
                #expect(rows.compactMap { $0["Name"] as? String } == [1, 2].map { "\(scenario.project)-web-\($0)" })
                #expect(rows.allSatisfy { ($0["MemUsage"] as? String)?.contains("iB / ") == true })
                #expect(rows.allSatisfy { ($0["CPUPerc"] as? String)?.hasSuffix("%") == true })
                #expect(rows.allSatisfy { Int($0["PIDs"] as? String ?? "") ?? 0 >= 1 })
                let all = try await scenario.engarde(
                    "stats",
                    "-a",
                    "--no-stream",
                    "--format",
                    "{{.Name}} {{.PIDs}}",
                    "job"
                )
                #expect(all.output == "\(scenario.project)-job-1 0\n", "\(all)")

                let follower = try scenario.start(["stats", "--format", "{{.Name}}", "web"])
                let name = "\(scenario.project)-web-2"
                #expect(try await eventually { follower.output.components(separatedBy: name).count > 3 })
                try await scenario.docker("kill", name)
                let count = follower.output.count
                #expect(
                    try await eventually {
                        let later = follower.output.dropFirst(count).split(separator: "\n")
                        return later.suffix(2) == ["\(scenario.project)-web-1", "\(scenario.project)-web-1"]
                    }
                )
                try await scenario.docker("start", name)
                #expect(try await eventually { follower.output.hasSuffix("\(name)\n") })
                follower.signal(SIGINT)
                #expect(try await follower.result().status == 130)
            }
        }
    }
}
