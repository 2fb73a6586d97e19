import TestSupport
import Testing

extension ScenarioTests {
    /// From whatever was there, a project comes to what its file says.
    @Suite struct Transitions {
        @Test(arguments: 1...5 as ClosedRange<UInt64>)
        func tenStacksAfterEachOther(seed: UInt64) async throws {
            try await Scenario.run([:]) { scenario in
                var random = SeededGenerator(seed: seed)
                var history: [String] = []
                for _ in 0..<10 {
                    let stack = GeneratedStack(
                        using: &random,
                        project: scenario.project,
                        names: ["db", "api", "web"],
                        images: [Requirements.image],
                        largestScale: 2,
                        command: "[sleep, '1000']"
                    )
                    history = history.suffix(1) + [stack.text]
                    let way = history.joined(separator: "\n→\n")
                    try scenario.write(stack.text, to: "compose.yaml")
                    let orphans = stack.removesOrphans ? "--remove-orphans" : "--remove-orphans=false"
                    let result = try await scenario.engarde("up", "-d", "-t", "0", orphans)
                    #expect(result.status == 0, "\(way)\n\(result.errors)")
                    let left = try await scenario.engarde("up", "--dry-run", orphans)
                    #expect(left.output == "nothing to do\n", "\(way)\n\(left.errors)")
                    for service in stack.services {
                        let found = try await containers(of: service.name, scenario)
                        let wanted = Array(repeating: "true TURN=\(service.turn)", count: service.scale)
                        #expect(found == wanted, "\(service.name)\n\(way)")
                    }
                }
            }
        }

        /// Whether the containers of a service run, and the value of their environment that tells stacks apart.
        private func containers(of service: String, _ scenario: Scenario) async throws -> [String] {
            let labels = "label=com.docker.compose"
            let names = try await scenario.docker(
                "ps",
                "-aq",
                "--filter",
                "\(labels).project=\(scenario.project)",
                "--filter",
                "\(labels).service=\(service)"
            )
            var result: [String] = []
            for name in names.split(separator: "\n") {
                let template = "{{.State.Running}}{{range .Config.Env}} {{.}}{{end}}"
                let words = try await scenario.docker("inspect", "-f", template, String(name)).split(separator: " ")
                result.append(words.filter { $0 == words.first || $0.hasPrefix("TURN=") }.joined(separator: " "))
            }
            return result
        }
    }
}
