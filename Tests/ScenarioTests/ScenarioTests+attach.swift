import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Connections to what containers run.
    @Suite struct Attach {
        private static let script =
            "trap 'echo got int; exit 6' INT; echo ready; while :; do echo tick; sleep 0.05; done"
        private static let project = [
            "compose.yaml": """
            services:
              loud: {image: \(Requirements.image), command: ["sh", "-c", "\(script)"]}
              cat: {image: \(Requirements.image), stdin_open: true, command: [sh, -c, "read line; echo $$line; echo end >&2; exit 3"]}
            """
        ]

        @Test func outputSignalsAndTheCodePassThrough() async throws {
            try await Scenario.run(Self.project) { scenario in
                try await scenario.engarde("up", "-d")
                let child = try scenario.start(["attach", "loud"])
                #expect(try await eventually { child.output.contains("tick\n") }, "\(child.errors)")
                child.signal(SIGINT)
                let result = try await child.result()
                #expect(result.output.hasSuffix("got int\n"), "\(result.output)")
                #expect(result.status == 6)
            }
        }

        @Test func signalsCanBeObeyed() async throws {
            try await Scenario.run(Self.project) { scenario in
                try await scenario.engarde("up", "-d")
                let child = try scenario.start(["attach", "--sig-proxy=false", "--no-stdin", "loud"])
                #expect(try await eventually { child.output.contains("tick\n") }, "\(child.errors)")
                child.signal(SIGINT)
                #expect(try await child.result().status == 130)
                #expect(try await scenario.inspect("loud", "{{.State.Running}}") == "true")
            }
        }

        @Test func whatIsPipedIsRead() async throws {
            try await Scenario.run(Self.project) { scenario in
                try await scenario.engarde("up", "-d")
                let result = try await scenario.shell("echo piped | $engarde attach --index 1 cat")
                #expect(result.output == "piped\n", "\(result.errors)")
                #expect(result.errors == "end\n")
                #expect(result.status == 3)
                let ended = try await scenario.engarde("attach", "cat")
                #expect(
                    ended.errors == """
                        error: service 'cat' is not running

                        hint: start it with 'engarde -p \(scenario.project) up -d cat' (EG0804)

                        """
                )
                let missing = try await scenario.engarde("attach", "--index", "2", "loud")
                #expect(missing.errors.contains("error: service \"loud\" is not running container #2\n"))
                try await scenario.docker("pause", "\(scenario.project)-loud-1")
                let paused = try await scenario.engarde("attach", "loud")
                #expect(
                    paused.errors == """
                        error: cannot attach to service 'loud': its container is paused

                        hint: let it go on with 'engarde -p \(scenario.project) unpause loud' (EG0804)

                        """
                )
                #expect(try await scenario.engarde("attach", "--dry-run", "loud").status == 1)
                try await scenario.docker("unpause", "\(scenario.project)-loud-1")
                let dry = try await scenario.engarde("attach", "--dry-run", "loud")
                #expect(dry.output == "attach to container '\(scenario.project)-loud-1'\n")
                let step = try await scenario.engarde("--progress", "json", "attach", "--dry-run", "loud")
                let subject = "\(scenario.project)-loud-1"
                #expect(
                    step.output == """
                        {"after":[],"cause":"asked for","operation":"attach container","service":"loud","step":1,\
                        "subject":"\(subject)"}

                        """
                )
            }
        }
    }
}
