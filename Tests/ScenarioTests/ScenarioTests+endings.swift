import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// What happens around the end of containers.
    @Suite struct Endings {
        @Test func whatAServiceWritesWhileItIsStoppedIsShown() async throws {
            let text = """
                services:
                  first:
                    image: \(Requirements.image)
                    network_mode: none
                    volumes: [".:/shared"]
                    command: [sh, -c, "until [ -e /shared/listens ]; do sleep 0.1; done"]
                  second:
                    image: \(Requirements.image)
                    network_mode: none
                    volumes: [".:/shared"]
                    command: [sh, -c, "trap 'echo going; exit 0' TERM; touch /shared/listens; while :; do sleep 0.1; done"]
                    pre_stop: [{command: [echo, about to stop]}]
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let up = try await scenario.engarde("up", "--abort-on-container-exit")
                #expect(up.status == 0, "\(up.errors)")
                #expect(up.output.contains("second-1 ->  | about to stop\n"), "\(up.output)")
                #expect(up.output.contains("second-1     | going\n"), "\(up.output)")
                #expect(up.errors.contains("Container \(scenario.project)-first-1  Stopped"), "\(up.errors)")
                #expect(up.errors.contains("Container \(scenario.project)-second-1  Stopped"), "\(up.errors)")
            }
        }

        @Test func aHookBeforeTheStopRunsOnceForEachStop() async throws {
            let text = """
                services:
                  app:
                    image: \(Requirements.image)
                    init: true
                    command: [sleep, "1000"]
                    network_mode: none
                    volumes: ["log:/log"]
                    pre_stop: [{command: [sh, -c, "echo stopped >> /log/hooks"]}]
                volumes: {log: {}}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let up = try await scenario.engarde("up", "-d")
                #expect(up.status == 0, "\(up.errors)")
                let stop = try await scenario.engarde("stop", "app")
                #expect(stop.status == 0, "\(stop.errors)")
                let down = try await scenario.engarde("down")
                #expect(down.status == 0, "\(down.errors)")
                let mount = "\(scenario.project)_log:/log"
                let hooks = try await scenario.docker(
                    "run",
                    "--rm",
                    "-v",
                    mount,
                    Requirements.image,
                    "cat",
                    "/log/hooks"
                )
                #expect(hooks == "stopped")
            }
        }

        @Test func waitReturnsWhenTheContainerEndsAndNotBefore() async throws {
            let text = """
                services:
                  app: {image: \(Requirements.image), init: true, command: [sleep, "1000"], network_mode: none}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "-d")
                let app = try await scenario.container("app")
                let wait = try scenario.start(["wait", "app"])
                // Others work meanwhile.
                #expect(try await scenario.engarde("ps", "--services").output == "app\n")
                #expect(wait.isRunning)
                #expect(try await scenario.engarde("stop", "app").status == 0)
                let result = try await wait.result()
                #expect(result.output == "container \"\(app)\" exited with status code 143\n", "\(result.errors)")
                #expect(result.status == 143)
            }
        }

        @Test(arguments: [SIGINT, SIGTERM]) func aSignalEndsExecAndNotTheContainer(signal: Int32) async throws {
            let text = """
                services:
                  app: {image: \(Requirements.image), init: true, command: [sleep, "1000"], network_mode: none}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                try await scenario.engarde("up", "-d")
                let exec = try scenario.start(["exec", "-T", "app", "sh", "-c", "echo ready; exec sleep 1000"])
                #expect(try await eventually { exec.output == "ready\n" }, "\(exec.errors)")
                exec.signal(signal)
                #expect(try await exec.result().status == 130)
                #expect(try await scenario.inspect("app", "{{.State.Running}}") == "true")
            }
        }

        @Test func anImageIsFoundByItsIdentifier() async throws {
            let whole = try await ChildProcess(
                "/usr/bin/env",
                ["docker", "image", "inspect", "-f", "{{.Id}}", Requirements.image]
            )
            .result().output.trimmingCharacters(in: .whitespacesAndNewlines)
            let identifier = try #require(whole.split(separator: ":").last)
            let text = "services: {app: {image: \"\(identifier)\", command: [\"true\"], network_mode: none}}\n"
            try await Scenario.run(["compose.yaml": text]) { scenario in
                let up = try await scenario.engarde("up", "-d")
                #expect(up.status == 0, "\(up.errors)")
                #expect(try await scenario.inspect("app", "{{.Image}}") == whole)
                #expect(try await scenario.engarde("up", "--dry-run").output.contains("image") == false)
            }
        }
    }
}
