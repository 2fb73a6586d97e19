import Foundation
import TestSupport
import Testing

extension ScenarioTests.Interoperability {
    /// What one tool tells while the other works, and the images that both use.
    @Suite(.enabled(if: Requirements.dockerCompose != nil, "docker compose is not installed"))
    struct Following {
        private static let project = [
            "compose.yaml": """
            services:
              web:
                image: \(Requirements.image)
                init: true
                network_mode: none
                command: [sh, -c, "mkdir -p /src; exec sleep 1000"]
                develop: {watch: [{action: sync, path: ./src, target: /src}]}
              job:
                image: \(Requirements.image)
                network_mode: none
                command: [sh, -c, "while ! test -e /end; do echo tick; sleep 0.1; done; sleep 1; exit 3"]
            """,
            "src/a": "0",
        ]

        /// What happened to the service 'web'; the last line may not be whole yet.
        private func actions(_ text: String) -> [String] {
            var actions: [String] = []
            for line in text.split(separator: "\n") {
                guard let value = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
                    let event = value as? [String: Any], event["service"] as? String == "web",
                    let action = event["action"] as? String
                else { continue }
                actions.append(action)
            }
            return actions
        }

        @Test(arguments: Tool.allCases) func endingsAreSeenByTheOther(starter: Tool) async throws {
            try await Scenario.run(Self.project) { scenario in
                let (stack, other) = (Stack(scenario: scenario), starter.other)
                try await stack.run(starter, ["up", "-d"])
                let job = try await scenario.container("job")
                // It looks for what runs before the one that is begun after it has said something.
                let waiting = try stack.follow(other, ["wait", "job"])
                let attached = try stack.follow(other, ["attach", "--no-stdin", "job"])
                #expect(try await eventually { attached.output.contains("tick\n") }, "\(attached.errors)")
                try await stack.run(starter, ["exec", "-T", "job", "touch", "/end"])
                #expect(try await attached.result().status == 3, "\(attached.errors)")
                let waited = try await waiting.result()
                #expect(waited.status == 3, "\(waited.errors)")
                #expect(waited.output == "container \"\(job)\" exited with status code 3\n")
                #expect(try await scenario.container("job") == job)
            }
        }

        @Test(arguments: Tool.allCases) func eventsAndFiguresAreSeenByTheOther(starter: Tool) async throws {
            try await Scenario.run(Self.project) { scenario in
                let (stack, other) = (Stack(scenario: scenario), starter.other)
                try await stack.run(starter, ["up", "-d", "web"])
                let web = try await scenario.container("web")
                let follower = try stack.follow(other, ["events", "--json", "web"])
                // Nothing says that it listens but what it hears.
                let isHeard = try await eventually {
                    try await stack.run(starter, ["restart", "-t", "0", "web"])
                    return actions(follower.output).contains("start")
                }
                #expect(isHeard, "\(follower.errors)")
                follower.signal(SIGINT)
                let ended = try await follower.result()
                #expect(other == .dockerCompose || ended.status == 130)
                // The tools ask for whole seconds: what happened in the current one comes a moment later. docker compose calls
                // the end of such an output an error, 'EOF'.
                let past = ["events", "--json", "--since", "10m", "--until", "0s", "web"]
                let areAlike = try await eventually {
                    let own = actions(try await stack.follow(starter, past).result().output).suffix(2)
                    let others = actions(try await stack.follow(other, past).result().output).suffix(2)
                    return own == others && own.contains("start")
                }
                #expect(areAlike)
                for tool in Tool.allCases {
                    let figures = try await stack.run(tool, ["stats", "--no-stream", "--format", "{{.Name}}", "web"])
                    #expect(figures.output == "\(scenario.project)-web-1\n", "\(tool)")
                }
                #expect(try await scenario.container("web") == web)
            }
        }

        @Test(arguments: Tool.allCases) func editsReachWhatTheOtherStarted(starter: Tool) async throws {
            try await Scenario.run(Self.project) { scenario in
                let (stack, other) = (Stack(scenario: scenario), starter.other)
                try await stack.run(starter, ["up", "-d", "web"])
                let web = try await scenario.container("web")
                let watch = try stack.follow(other, ["watch", "--no-up", "web"])
                var edits = 0
                // Edits that follow each other quickly are put off by one of the tools.
                let arrives = try await eventually(within: .seconds(60)) {
                    edits += 1
                    let text = "edit \(edits)"
                    try scenario.write(text, to: "src/a")
                    return try await eventually(within: .seconds(5)) {
                        try await scenario.docker("exec", web, "cat", "/src/a") == text
                    }
                }
                #expect(arrives, "\(watch.output)\(watch.errors)")
                watch.signal(SIGINT)
                _ = try await watch.result()
                #expect(try await scenario.container("web") == web)
                try await stack.run(starter, ["up", "-d", "web"])
                #expect(try await scenario.container("web") == web)
            }
        }

        @Test(arguments: Tool.allCases) func imagesAreBuiltPushedAndPulledByEither(starter: Tool) async throws {
            let files = ["Dockerfile": "FROM scratch\nCOPY note /note\n", "note": "1"]
            try await Scenario.run(files) { scenario in
                let host = try await scenario.startRegistry(ScenarioTests.ImageTransfer.registry)
                let image = "\(host)/\(scenario.project)/web:1"
                try scenario.write(
                    """
                    services:
                      web:
                        image: \(image)
                        build: .
                        network_mode: none
                        command: [none]
                    """,
                    to: "compose.yaml"
                )
                let (stack, other) = (Stack(scenario: scenario), starter.other)
                func note() async throws -> String {
                    let container = try await scenario.container("web")
                    try await scenario.docker("cp", "\(container):/note", "copy")
                    return try await scenario.shell("cat copy").output
                }
                try await stack.run(starter, ["create", "--build"])
                let first = try await scenario.container("web")
                try await stack.run(other, ["create"])
                #expect(try await scenario.container("web") == first)
                #expect(try await note() == "1")

                try scenario.write("2", to: "note")
                try await stack.run(other, ["build"])
                try await stack.run(starter, ["create"])
                let second = try await scenario.container("web")
                #expect(second != first)
                #expect(try await note() == "2")
                try await stack.run(other, ["create"])
                #expect(try await scenario.container("web") == second)

                try await stack.run(starter, ["push"])
                try await scenario.docker("rmi", "-f", image)
                try await stack.run(other, ["pull"])
                #expect(try await scenario.docker("image", "inspect", "-f", "{{.RepoTags}}", image) == "[\(image)]")
                for tool in Tool.allCases {
                    try await stack.run(tool, ["create"])
                    #expect(try await scenario.container("web") == second, "\(tool)")
                }
                try await stack.run(other, ["push"])
                try await stack.run(other, ["down", "-t", "0"])
                try await scenario.docker("rmi", "-f", image)
            }
        }
    }
}
