import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Commands in containers of their own.
    @Suite struct Run {
        private static let shop = """
            services:
              web:
                image: \(Requirements.image)
                init: true
                command: ["sh", "-c", "echo own $$A"]
                environment: {A: "1"}
                ports: ["8000"]
                restart: always
                depends_on: {db: {condition: service_healthy}}
              db:
                image: \(Requirements.image)
                init: true
                command: ["sleep", "1000"]
                healthcheck: {test: ["CMD", "true"], interval: 100ms}
              bare: {image: \(Requirements.image)}
              other: {image: \(Requirements.image), init: true, command: ["sleep", "1000"]}
            """
        private func runs(_ scenario: Scenario) async throws -> [String] {
            try await scenario.docker(
                "ps",
                "-a",
                "--format",
                "{{.Names}}",
                "--filter",
                "label=com.docker.compose.project=\(scenario.project)",
                "--filter",
                "label=com.docker.compose.oneoff=True"
            )
            .split(separator: "\n").map(String.init)
        }

        @Test func aCommandRunsOnceWhatItNeedsIsReady() async throws {
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                let first = try await scenario.engarde("run", "web")
                #expect(first.status == 0, "\(first.errors)")
                #expect(first.output == "own 1\n")
                #expect(first.errors.contains("Container \(scenario.project)-db-1  Healthy"), "\(first.errors)")
                #expect(!first.errors.contains("orphan"))
                #expect(try await scenario.container("other").isEmpty)
                let names = try await runs(scenario)
                #expect(names.count == 1)
                let name = try #require(names.first)
                let prefix = "\(scenario.project)-web-run-"
                #expect(name.hasPrefix(prefix) && name.count == prefix.count + 12, "\(name)")
                func inspect(_ template: String) async throws -> String {
                    try await scenario.docker("inspect", "-f", template, name)
                }
                let slug = try await inspect(#"{{index .Config.Labels "com.docker.compose.slug"}}"#)
                #expect(slug.count == 64 && slug.hasPrefix(name.dropFirst(prefix.count)))
                #expect(try await inspect(#"{{index .Config.Labels "com.docker.compose.oneoff"}}"#) == "True")
                #expect(try await inspect(#"{{index .Config.Labels "com.docker.compose.container-number"}}"#) == "")
                #expect(try await inspect("{{.HostConfig.RestartPolicy.Name}}") != "always")
                #expect(try await inspect("{{.HostConfig.PortBindings}}") == "map[]")
                #expect(try await inspect("{{.Config.Tty}} {{.Config.OpenStdin}}") == "false true")
                // Its own name is the only one that it has in the network.
                #expect(!(try await inspect("{{range .NetworkSettings.Networks}}{{.Aliases}}{{end}}")).contains("web "))

                let second = try await scenario.engarde(
                    "run",
                    "--rm",
                    "web",
                    "sh",
                    "-c",
                    "echo out; echo err >&2; exit 7"
                )
                #expect(second.status == 7)
                #expect(second.output == "out\n")
                #expect(second.errors.hasSuffix("err\n"), "\(second.errors)")
                #expect(
                    second.errors.contains(
                        "warning: found orphan containers (\(name)) of earlier runs; remove them with '--remove-orphans', and run with '--rm'\n"
                    ),
                    "\(second.errors)"
                )
                #expect(try await runs(scenario) == names)
                try await scenario.engarde("run", "--rm", "--remove-orphans", "web", "true")
                #expect(try await runs(scenario) == [])
            }
        }

        @Test func outputThatComesAtOnceIsNeverLost() async throws {
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                for number in 0..<12 {
                    let options = number.isMultiple(of: 2) ? ["--rm"] : []
                    let child = try scenario.start(
                        ["run", "-q", "--no-deps"] + options + ["web", "echo", "\(number)"]
                    )
                    let result = try await child.result()
                    #expect(result.output == "\(number)\n", "\(result.errors)")
                    #expect(result.status == 0)
                }
                let many = try await scenario.engarde("run", "-q", "--rm", "--no-deps", "web", "seq", "1", "200000")
                #expect(many.output.utf8.count == 1_288_895)
                #expect(try await scenario.container("db").isEmpty)
            }
        }

        @Test func whatTheCommandLineSaysReachesTheContainer() async throws {
            let files = ["compose.yaml": Self.shop, "more.env": "B=file\nC=\"$A-c\"\n", "data/x": "mounted\n"]
            try await Scenario.run(files) { scenario in
                let script = "echo $A $B $C; pwd; id -u; cat /data/x; id -G > /dev/null; echo $0 $1"
                let result = try await scenario.engarde(
                    "run",
                    "-q",
                    "--no-deps",
                    "--name",
                    "\(scenario.project)-named",
                    "-e",
                    "A=arg",
                    "-e",
                    "FROM_SHELL",
                    "--env-from-file",
                    "more.env",
                    "-w",
                    "/tmp",
                    "-u",
                    "1000",
                    "-v",
                    "./data:/data:ro",
                    "-l",
                    "x=y=z",
                    "--cap-add",
                    "NET_ADMIN",
                    "--cap-drop",
                    "CHOWN",
                    "--use-aliases",
                    "-p",
                    "8000",
                    "--entrypoint",
                    "sh -c '\(script); echo $FROM_SHELL'",
                    "web",
                    "zero",
                    "one",
                    environment: ["FROM_SHELL": "shell"]
                )
                #expect(result.status == 0, "\(result.errors)")
                #expect(result.output == "arg file arg-c\n/tmp\n1000\nmounted\nzero one\nshell\n")
                func inspect(_ template: String) async throws -> String {
                    try await scenario.docker("inspect", "-f", template, "\(scenario.project)-named")
                }
                #expect(try await inspect("{{.Config.Labels.x}}") == "y=z")
                #expect(try await inspect("{{.HostConfig.CapAdd}} {{.HostConfig.CapDrop}}").contains("NET_ADMIN"))
                #expect(try await inspect("{{.HostConfig.CapDrop}}").contains("CHOWN"))
                let bindings = try await inspect("{{.HostConfig.PortBindings}}")
                #expect(bindings.hasPrefix("map[8000/tcp:[{") && !bindings.contains("} {"), "\(bindings)")
                #expect(try await inspect("{{range .NetworkSettings.Networks}}{{.Aliases}}{{end}}").contains(" web"))
                #expect(try await scenario.docker("ps", "-aq", "--filter", "name=\(scenario.project)-web-run") == "")
            }
        }

        @Test func servicePortsArePublishedIfAskedFor() async throws {
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                let started = try await scenario.engarde("run", "-d", "-P", "--no-deps", "web", "sleep", "1000")
                #expect(started.status == 0, "\(started.errors)")
                let id = started.output.trimmingCharacters(in: .whitespacesAndNewlines)
                #expect(id.count == 64, "\(started.output)")
                #expect(try await scenario.docker("port", id).contains("8000/tcp -> "))
                #expect(try await scenario.docker("inspect", "-f", "{{.State.Running}}", id) == "true")
                // It is the only container of the service that runs.
                let found = try await scenario.engarde("exec", "-T", "web", "echo", "here")
                #expect(found.output == "here\n", "\(found.errors)")
                let numbered = try await scenario.engarde("exec", "-T", "--index", "1", "web", "true")
                #expect(numbered.errors.contains("error: service \"web\" is not running container #1\n"))
            }
        }

        @Test func aDetachedOneThatIsToBeRemovedIsGoneOnceItIsStopped() async throws {
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                let id = try await scenario.engarde("run", "--rm", "-d", "--no-deps", "web", "sleep", "1000").output
                try await scenario.docker("stop", "-t", "0", id.trimmingCharacters(in: .whitespacesAndNewlines))
                #expect(try await eventually { try await runs(scenario) == [] })
            }
        }

        @Test func pipedInputIsReadToItsEnd() async throws {
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                let piped = try await scenario.shell("echo piped | $engarde run -q --rm --no-deps web cat")
                #expect(piped.output == "piped\n", "\(piped.errors)")
                #expect(piped.status == 0)
                let counted = try await scenario.shell(
                    "head -c 30000000 /dev/zero | $engarde run -q --rm --no-deps web wc -c"
                )
                #expect(counted.output == "30000000\n", "\(counted.errors)")
                let without = try await scenario.shell(
                    "echo x | $engarde run -q --rm --no-deps --interactive=false web sh -c 'cat; echo none'"
                )
                #expect(without.output == "none\n", "\(without.errors)")
                // Whoever does not read is not waited for.
                let unread = try await scenario.shell("yes | $engarde run -q --rm --no-deps web sh -c 'exit 3'")
                #expect(unread.status == 3)
                let terminal = try await scenario.shell("echo x | $engarde run --rm --no-deps --tty web cat")
                #expect(terminal.status == 1)
                #expect(
                    terminal.errors == """
                        error: the input device is not a TTY: cannot attach stdin to a TTY-enabled container because stdin is not a terminal

                        hint: give '--no-TTY' where input comes from a file or a pipe

                        """
                )
                let neither = try await scenario.shell("echo x | $engarde run --rm --no-deps --no-TTY=false web cat")
                #expect(neither.errors.contains("the input device is not a TTY"))
                #expect(try await runs(scenario) == [])
            }
        }

        @Test func signalsAreForTheCommand() async throws {
            let script =
                "trap 'echo got int' INT; trap 'echo got term; exit 5' TERM; echo ready; while :; do sleep 0.05; done"
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                let child = try scenario.start(["run", "-q", "--rm", "--no-deps", "web", "sh", "-c", script])
                #expect(try await eventually { child.output == "ready\n" }, "\(child.errors)")
                child.signal(SIGINT)
                #expect(try await eventually { child.output == "ready\ngot int\n" }, "\(child.output)")
                child.signal(SIGTERM)
                let result = try await child.result()
                #expect(result.output == "ready\ngot int\ngot term\n")
                #expect(result.status == 5, "\(result.errors)")
                #expect(try await eventually { try await runs(scenario) == [] })
            }
        }

        @Test func theThirdWishToStopKillsWhatDoesNotListen() async throws {
            let script = "trap 'echo no' INT TERM; echo ready; while :; do sleep 0.05; done"
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                let child = try scenario.start(["run", "-q", "--rm", "--no-deps", "web", "sh", "-c", script])
                #expect(try await eventually { child.output == "ready\n" }, "\(child.errors)")
                // One that arrives together with another one counts as one: each is answered before the next is sent.
                for answers in ["no\n", "no\nno\n"] {
                    child.signal(SIGINT)
                    #expect(try await eventually { child.output == "ready\n\(answers)" }, "\(child.output)")
                }
                child.signal(SIGINT)
                #expect(try await child.result().status == 137)
            }
        }

        @Test func whatCannotBeRunLeavesNothingBehind() async throws {
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                let result = try await scenario.engarde("run", "bare", "nothing-like-this")
                #expect(result.status == 1)
                #expect(result.output == "")
                #expect(result.errors.contains("nothing-like-this"), "\(result.errors)")
                #expect(try await runs(scenario) == [])
                let unknown = try await scenario.engarde("run", "webb", "true")
                #expect(
                    unknown.errors == "error: no such service: webb\n\nhint: did you mean 'web'? (EG0406)\n"
                )
            }
        }

        @Test func aDependencyThatFailsIsSaidAndNothingRuns() async throws {
            let files = [
                "compose.yaml": """
                services:
                  app: {image: \(Requirements.image), command: [echo, ran], depends_on: {job: {condition: service_completed_successfully}}}
                  job: {image: \(Requirements.image), command: [sh, -c, "exit $CODE"]}
                """
            ]
            try await Scenario.run(files) { scenario in
                let failed = try await scenario.engarde("run", "app", environment: ["CODE": "4"])
                #expect(failed.status == 1)
                #expect(failed.output == "")
                #expect(
                    failed.errors.contains("service \"job\" didn't complete successfully: exit 4"),
                    "\(failed.errors)"
                )
                #expect(try await runs(scenario) == [])
                let done = try await scenario.engarde("run", "app", environment: ["CODE": "0"])
                #expect(done.output == "ran\n", "\(done.errors)")
            }
        }

        @Test func aPlanIsShownAndNothingIsDone() async throws {
            try await Scenario.run(["compose.yaml": Self.shop]) { scenario in
                let plan = try await scenario.engarde("run", "--dry-run", "--name", "once", "web", "true")
                let name = scenario.project
                #expect(
                    plan.output == """
                        1. create network \(name)_default  # it does not exist
                        2. create container \(name)-db-1 after 1  # it does not exist
                        3. start container \(name)-db-1 after 2  # it does not exist
                        4. wait until container \(name)-db-1 is healthy after 3  # 'web' depends on it
                        5. create container once after 1, 4  # a command is run in it
                        6. start container once after 1, 2, 3, 4, 5  # a command is run in it

                        """
                )
                #expect(plan.errors == "")
                #expect(try await scenario.container("db").isEmpty)
            }
        }
    }
}
