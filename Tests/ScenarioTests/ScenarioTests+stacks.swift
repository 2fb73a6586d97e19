import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// The same project several times: a stack for each worktree.
    @Suite(.enabled(if: Requirements.has("git"), "git is missing")) struct Stacks {
        /// The stacks of each scenario have a range of their own, since the scenarios do not see each other's records.
        private static func text(port: Int) -> String {
            let first = 28_000 + (port - 29_640) * 100
            return """
                x-engarde: {stacks: {ports: \(first)-\(first + 99)}}
                services:
                  web:
                    image: \(Requirements.image)
                    init: true
                    container_name: "${COMPOSE_PROJECT_NAME}-fixed"
                    command: [python3, -m, http.server, "8000", --directory, /data]
                    environment: {NEXT_PUBLIC_URL: "http://localhost:\(port)"}
                    ports: ["127.0.0.1:\(port):8000"]
                    volumes: ["data:/data"]
                volumes: {data: {}}
                """
        }

        /// Runs `body` with a repository that has a linked worktree `one`; stacks are removed afterwards, whatever
        /// happened.
        private func withWorktree(port: Int, _ body: (Scenario) async throws -> Void) async throws {
            try await Scenario.run(["compose.yaml": Self.text(port: port)]) { scenario in
                let git = "git -c user.name=test -c user.email=test@example.com"
                let made = try await scenario.shell(
                    "git init -q -b main . && git add compose.yaml && \(git) commit -q -m first && git worktree add -q -b one one"
                )
                try #require(made.status == 0, "\(made.errors)")
                do {
                    try await body(scenario)
                } catch {
                    await removeStack(scenario)
                    throw error
                }
                await removeStack(scenario)
            }
        }

        private func removeStack(_ scenario: Scenario) async {
            let label = "label=com.docker.compose.project=\(scenario.project)-one"
            for command in [
                "docker ps -aq --filter \(label) | xargs -r docker rm -fv",
                "docker network ls -q --filter \(label) | xargs -r docker network rm",
                "docker volume ls -q --filter \(label) | xargs -r docker volume rm",
            ] {
                _ = try? await ChildProcess("/bin/sh", ["-c", command]).result()
            }
        }

        /// Runs `engarde` in the worktree.
        private func inWorktree(_ scenario: Scenario, _ arguments: String...) async throws -> ChildProcess.Result {
            try await ChildProcess(
                Requirements.binary.path,
                ["-p", scenario.project] + arguments,
                directory: scenario.directory.appendingPathComponent("one"),
                environment: ["XDG_STATE_HOME": scenario.state.path]
            )
            .result()
        }

        /// Brings both stacks up; the second one begins with what the first one holds.
        private func bringUp(_ scenario: Scenario) async throws {
            let first = try await scenario.engarde("up", "-d")
            try #require(first.status == 0, "\(first.errors)")
            let written = try await scenario.engarde("exec", "-T", "web", "sh", "-c", "echo first > /data/word")
            try #require(written.status == 0, "\(written.errors)")
            let second = try await inWorktree(scenario, "up", "--isolated", "-d")
            try #require(second.status == 0, "\(second.errors)")
            #expect(second.errors.contains("stack '\(scenario.project)-one' of "), "\(second.errors)")
        }

        private func containers(of project: String) async throws -> String {
            let label = "label=com.docker.compose.project=\(project)"
            return try await ChildProcess("/usr/bin/env", ["docker", "ps", "-aq", "--filter", label]).result().output
        }

        @Test func aStackHasPortsAndDataOfItsOwn() async throws {
            try await withWorktree(port: 29_640) { scenario in
                try await bringUp(scenario)
                let copied = try await inWorktree(scenario, "exec", "-T", "web", "cat", "/data/word")
                #expect(copied.output == "first\n", "\(copied.errors)")
                let port = try await inWorktree(scenario, "port", "web", "8000").output
                let number = try #require(
                    port.split(separator: ":").last?.trimmingCharacters(in: .whitespacesAndNewlines)
                )
                #expect(number != "29640")
                let variable = try await inWorktree(scenario, "exec", "-T", "web", "printenv", "NEXT_PUBLIC_URL")
                #expect(variable.output == "http://localhost:\(number)\n")
                #expect(try await scenario.engarde("port", "web", "8000").output == "127.0.0.1:29640\n")
            }
        }

        @Test func aSettingGivesAWorktreeAStack() async throws {
            try await withWorktree(port: 29_645) { scenario in
                let settings = scenario.directory.appendingPathComponent("one/.engarde.yaml")
                try "isolation: worktree\n".write(to: settings, atomically: true, encoding: .utf8)
                let up = try await inWorktree(scenario, "up", "-d")
                #expect(up.status == 0, "\(up.errors)")
                #expect(up.errors.contains("stack '\(scenario.project)-one' of "), "\(up.errors)")
                #expect(try await containers(of: scenario.project) == "")
                #expect(try await containers(of: "\(scenario.project)-one") != "")
            }
        }

        @Test func downTwiceInAWorktreeLeavesTheFirstStackAlone() async throws {
            try await withWorktree(port: 29_641) { scenario in
                try await bringUp(scenario)
                for _ in 1...2 {
                    let down = try await inWorktree(scenario, "down", "-t", "1", "-v")
                    #expect(down.status == 0, "\(down.errors)")
                }
                #expect(try await containers(of: "\(scenario.project)-one") == "")
                #expect(try await containers(of: scenario.project) != "")
                let kept = try await scenario.engarde("exec", "-T", "web", "cat", "/data/word")
                #expect(kept.output == "first\n")
            }
        }

        @Test func aStackWhoseWorktreeIsGoneIsNamedAndRemoved() async throws {
            try await withWorktree(port: 29_642) { scenario in
                try await bringUp(scenario)
                try FileManager.default.removeItem(at: scenario.directory.appendingPathComponent("one"))
                let list = try await scenario.engarde("stacks")
                #expect(list.output.contains("running 1/1, worktree gone"), "\(list)")
                let refused = try await scenario.engarde("stacks", "rm", "--gone")
                #expect(refused.status == 1 && refused.errors.contains("--yes"), "\(refused.errors)")
                let removed = try await scenario.engarde("stacks", "rm", "--gone", "--yes")
                #expect(removed.status == 0, "\(removed.errors)")
                #expect(try await containers(of: "\(scenario.project)-one") == "")
                #expect(try await scenario.engarde("stacks", "-q").output == "\(scenario.project)\n")
            }
        }

        @Test(.enabled(if: Requirements.has("curl"), "curl is missing"))
        func servicesAreReachedByName() async throws {
            try await withWorktree(port: 29_643) { scenario in
                try await bringUp(scenario)
                let proxy = try scenario.start(["stacks", "proxy", "--port", "29644"])
                #expect(try await eventually(within: .seconds(30)) { proxy.errors.contains("stacks are served at") })
                let host = "web.\(scenario.project)-one.localhost"
                let answer = try await scenario.shell(
                    "curl -s --retry 20 --retry-delay 1 --retry-all-errors --fail --resolve \(host):29644:127.0.0.1 http://\(host):29644/word"
                )
                #expect(answer.output == "first\n", "\(answer)")
                let unknown = try await scenario.shell("curl -s -H 'Host: x.localhost' http://127.0.0.1:29644/")
                #expect(unknown.output.contains("nothing of stack 'x' is published"), "\(unknown)")
                proxy.signal(SIGINT)
                #expect(try await proxy.result().status == 130)
            }
        }
    }
}
