import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Hooks that run before containers start.
    @Suite struct PreStart {
        private static func text(_ hooks: String) -> String {
            """
            services:
              app:
                image: \(Requirements.image)
                command: ["sh", "-c", "cat /data/out; exec sleep 1000"]
                init: true
                volumes: ["data:/data"]
                environment: {WORD: hello}
                pre_start:
            \(hooks)
            volumes: {data: }
            """
        }

        @Test func theServiceSeesWhatHooksLeft() async throws {
            let text = Self.text(
                """
                      - command: ["sh", "-c", "echo $$WORD $$MORE >> /data/out"]
                        environment: {MORE: more}
                      - {command: ["sh", "-c", "echo second >> /data/out"]}
                """
            )
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let up = try await scenario.engarde("up", "-d")
                #expect(up.status == 0, "\(up.errors)")
                let logged = try await eventually {
                    try await scenario.engarde("logs", "--no-log-prefix").output == "hello more\nsecond\n"
                }
                #expect(logged)
                let hooks = try await scenario.docker(
                    "ps",
                    "-aq",
                    "--filter",
                    "label=com.docker.compose.project=\(scenario.project)",
                    "--filter",
                    "label=com.docker.compose.hook"
                )
                #expect(hooks == "")
                #expect(try await scenario.engarde("up", "-d").status == 0)
                let data = try await scenario.engarde("exec", "-T", "app", "cat", "/data/out").output
                #expect(data == "hello more\nsecond\n", "nothing has to start")
                #expect(try await scenario.engarde("up", "-d", "--force-recreate", "-t", "0").status == 0)
                let again = try await scenario.engarde("exec", "-T", "app", "grep", "-c", "second", "/data/out").output
                #expect(again == "2\n")
            }
        }

        @Test func aHookThatFailsKeepsTheServiceFromStarting() async throws {
            let text = Self.text(
                """
                      - {command: ["sh", "-c", "echo ran >> /data/out"]}
                      - {command: ["sh", "-c", "echo no way >&2; exit 17"]}
                """
            )
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let up = try await scenario.engarde("up", "-d")
                #expect(up.status == 1)
                #expect(
                    up.errors.hasSuffix(
                        """
                        error: 'pre_start[1]' failed: app hook exited with status 17: 'sh …'
                          --> compose.yaml:8:5
                          |
                        8 |     pre_start:
                          |     ^^^^^^^^^

                        what it wrote:
                          | no way

                        hint: see 'engarde explain EG0604'

                        """
                    ),
                    "\(up.errors)"
                )
                let state = try await scenario.docker(
                    "ps",
                    "-a",
                    "--format",
                    "{{.State}}",
                    "--filter",
                    "name=\(scenario.project)-app-1"
                )
                #expect(state == "created")
                try scenario.write(
                    Self.text(#"      - {command: ["sh", "-c", "echo mended >> /data/out"]}"#),
                    to: "compose.yaml"
                )
                let mended = try await scenario.engarde("up", "-d")
                #expect(mended.status == 0, "\(mended.errors)")
                let data = try await scenario.engarde("exec", "-T", "app", "cat", "/data/out").output
                #expect(data == "ran\nmended\n")
                let down = try await scenario.engarde("down", "-v", "-t", "0")
                #expect(down.status == 0, "\(down.errors)")
                let left = try await scenario.docker(
                    "ps",
                    "-aq",
                    "--filter",
                    "label=com.docker.compose.project=\(scenario.project)"
                )
                #expect(left == "")
            }
        }
    }
}
