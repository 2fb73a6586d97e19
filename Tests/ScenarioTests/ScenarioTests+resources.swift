import Foundation
import Testing

extension ScenarioTests {
    /// Networks, volumes and containers that others use, when what the files say of them changes.
    @Suite struct Resources {
        private static let text = """
            services:
              web: {image: \(Requirements.image), init: true, command: [sleep, "1000"], networks: [front]}
              api: {image: \(Requirements.image), init: true, command: [sleep, "1000"], networks: [front], volumes: ["data:/data"]}
            networks: {front: {internal: $INTERNAL}}
            volumes: {data: {labels: {size: $SIZE}}}
            """

        private static let files = ["compose.yaml": text, ".env": "INTERNAL=false\nSIZE=small\n"]

        @Test func aChangedNetworkIsMadeAnewWithItsContainers() async throws {
            try await Scenario.run(Self.files) { scenario in
                try await scenario.engarde("up", "-d")
                let network = "\(scenario.project)_front"
                let api = try await scenario.container("api")
                let change = ["INTERNAL": "true"]
                let one = try await scenario.engarde("up", "-d", "web", environment: change)
                #expect(one.status == 0, "\(one.errors)")
                #expect(try await scenario.docker("network", "inspect", "-f", "{{.Internal}}", network) == "true")
                // What was not named joins again, under its names, and is not replaced.
                #expect(try await scenario.container("api") == api)
                let names = try await scenario.engarde(
                    "exec",
                    "-T",
                    "web",
                    "getent",
                    "hosts",
                    "api",
                    environment: change
                )
                #expect(names.status == 0, "\(names.output)\(names.errors)")
                let all = try await scenario.engarde("up", "--dry-run", environment: change)
                #expect(all.output == "nothing to do\n", "\(all.errors)")
            }
        }

        @Test func aChangedVolumeIsKeptWhenNobodyCanBeAsked() async throws {
            try await Scenario.run(Self.files) { scenario in
                try await scenario.engarde("up", "-d")
                try await scenario.engarde("exec", "-T", "api", "touch", "/data/kept")
                let api = try await scenario.container("api")
                let up = try await scenario.engarde("up", "-d", environment: ["SIZE": "large"])
                #expect(up.status == 0)
                #expect(
                    up.errors.contains(
                        "volume '\(scenario.project)_data' is not as the files say: its definition changed: labels; it is kept with what it holds, 'up --yes' makes it anew"
                    ),
                    "\(up.errors)"
                )
                #expect(try await scenario.container("api") == api)
                #expect(try await scenario.engarde("exec", "-T", "api", "ls", "/data").output == "kept\n")
                let preview = try await scenario.engarde("up", "--dry-run", environment: ["SIZE": "large"])
                #expect(
                    preview.output == """
                        volume '\(scenario.project)_data' is not as the files say: its definition changed: labels; \
                        'up' asks at a terminal whether to make it anew, and keeps it where nobody can be asked; \
                        'up --yes' makes it anew

                        """
                )
                #expect(preview.errors == "")
                let agreed = try await scenario.engarde("up", "-d", "--yes", environment: ["SIZE": "large"])
                #expect(agreed.status == 0, "\(agreed.errors)")
                let told = " ✔ Container \(scenario.project)-api-1  Recreated\n"
                #expect(agreed.errors.contains(told), "\(agreed.errors)")
                #expect(try await scenario.engarde("exec", "-T", "api", "ls", "/data").output == "")
            }
        }

        @Test(
            .enabled(if: Requirements.hasTerminals, "there is no 'script' to make a terminal with"),
            arguments: ["y", "n"]
        )
        func atATerminalSomebodyIsAskedBeforeAVolumeIsLost(answer: String) async throws {
            try await Scenario.run(Self.files) { scenario in
                try await scenario.engarde("up", "-d")
                try await scenario.engarde("exec", "-T", "api", "touch", "/data/kept")
                let command = "\(Requirements.binary.path) -p \(scenario.project) up -d"
                let asked = try await ChildProcess(
                    "/bin/sh",
                    ["-c", "echo \(answer) | script -qec '\(command)' /dev/null"],
                    directory: scenario.directory,
                    environment: ["SIZE": "large"]
                )
                .result()
                #expect(
                    asked.output.contains(
                        "volume '\(scenario.project)_data' is not as the files say: its definition changed: labels; make it anew, and lose what it holds? [y/N] "
                    ),
                    "\(asked.output)\(asked.errors)"
                )
                let held = try await scenario.engarde("exec", "-T", "api", "ls", "/data")
                #expect(held.output == (answer == "y" ? "" : "kept\n"), "\(held.errors)\(asked.output)")
                #expect(try await scenario.inspect("api", "{{.State.Running}}") == "true")
            }
        }

        @Test func whatSomebodyElseUsesStaysWhenTheProjectGoesDown() async throws {
            let text = """
                services:
                  web: {image: \(Requirements.image), init: true, command: [sleep, "1000"], volumes: ["data:/data"]}
                volumes: {data: {}}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                #expect(try await scenario.engarde("up", "-d").status == 0)
                let (network, volume) = ("\(scenario.project)_default", "\(scenario.project)_data")
                // A container of no service is not the project's; the label is for those who clean up.
                try await scenario.docker(
                    "run",
                    "-d",
                    "--label",
                    "com.docker.compose.project=\(scenario.project)",
                    "--network",
                    network,
                    "-v",
                    "\(volume):/data",
                    Requirements.image,
                    "sleep",
                    "1000"
                )
                let down = try await scenario.engarde("down", "-v", "-t", "0")
                #expect(down.status == 0, "\(down.errors)")
                #expect(
                    down.errors.contains("warning: Network \(network)  Resource is still in use: "),
                    "\(down.errors)"
                )
                #expect(
                    down.errors.contains("warning: Volume \(volume)  Resource is still in use: "),
                    "\(down.errors)"
                )
                #expect(!down.errors.contains("failed while removing"), "\(down.errors)")
                #expect(try await scenario.container("web").isEmpty)
            }
        }

        @Test func renamedNetworksAndVolumesAreUsedAndTheOldOnesKept() async throws {
            let text = """
                services:
                  web: {image: \(Requirements.image), init: true, command: [sleep, "1000"], networks: [front]}
                  api: {image: \(Requirements.image), init: true, command: [sleep, "1000"], networks: [front], volumes: ["data:/data"]}
                networks: {front: {name: "$NET"}}
                volumes: {data: {name: "$VOL"}}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                func names(_ suffix: String) -> [String: String] {
                    ["NET": "\(scenario.project)-net\(suffix)", "VOL": "\(scenario.project)-vol\(suffix)"]
                }
                #expect(try await scenario.engarde("up", "-d", environment: names("1")).status == 0)
                let touch = ["exec", "-T", "api", "touch", "/data/kept"]
                #expect(try await scenario.start(touch, environment: names("1")).result().status == 0)
                let up = try await scenario.engarde("up", "-d", environment: names("2"))
                #expect(up.status == 0, "\(up.errors)")
                let (old, new) = ("\(scenario.project)-vol1", "\(scenario.project)-vol2")
                #expect(
                    up.errors.contains(
                        "warning: volume '\(old)' keeps what it holds, and is not used any more: 'data' is now volume '\(new)', which is empty\n"
                    ),
                    "\(up.errors)"
                )
                for service in ["web", "api"] {
                    let template = "{{range $k, $v := .NetworkSettings.Networks}}{{$k}}{{end}}"
                    #expect(try await scenario.inspect(service, template) == "\(scenario.project)-net2")
                }
                #expect(try await scenario.inspect("api", "{{range .Mounts}}{{.Name}}{{end}}") == new)
                let left = try await scenario.engarde("up", "--dry-run", environment: names("2"))
                #expect(left.output == "nothing to do\n" && left.errors == "", "\(left.errors)")
                // What was kept is used again under its name.
                #expect(try await scenario.engarde("up", "-d", environment: names("1")).status == 0)
                let list = ["exec", "-T", "api", "ls", "/data"]
                #expect(try await scenario.start(list, environment: names("1")).result().output == "kept\n")
                // All that is labelled as the project's goes.
                #expect(try await scenario.engarde("down", "-v", "-t", "0", environment: names("1")).status == 0)
                let label = "label=com.docker.compose.project=\(scenario.project)"
                #expect(try await scenario.docker("volume", "ls", "-q", "--filter", label) == "")
                #expect(try await scenario.docker("network", "ls", "-q", "--filter", label) == "")
            }
        }

        @Test func dependentsThatAskForItAreRestartedWithWhatTheyDependOn() async throws {
            let sleeper = "image: \(Requirements.image), init: true, network_mode: none, command: [sleep, '1000']"
            let text = """
                services:
                  web: {\(sleeper), depends_on: {db: {condition: service_started, restart: true}}}
                  job: {\(sleeper), depends_on: {db: {condition: service_started}}}
                  db: {\(sleeper), environment: {A: "${A:-1}"}}
                """
            try await Scenario.run(["compose.yaml": text]) { scenario in
                #expect(try await scenario.engarde("up", "-d").status == 0)
                func began(_ service: String) async throws -> String {
                    try await scenario.inspect(service, "{{.Id}} {{.State.StartedAt}}")
                }
                let (web, job, db) = (try await began("web"), try await began("job"), try await began("db"))
                #expect(try await scenario.engarde("up", "-d", environment: ["A": "2"]).status == 0)
                #expect(try await began("db").prefix(64) != db.prefix(64))
                // It is the same container, started again after its dependency.
                #expect(try await began("web").prefix(64) == web.prefix(64))
                #expect(try await began("web") != web)
                #expect(try await began("web").dropFirst(65) > (try await began("db")).dropFirst(65))
                #expect(try await began("job") == job)
            }
        }

        @Test func whoSharesANetworkIsReplacedWithItsOwner() async throws {
            let text = """
                services:
                  db: {image: \(Requirements.image), init: true, command: [sleep, "1000"], environment: {A: "$A"}}
                  app: {image: \(Requirements.image), init: true, network_mode: "service:db", command: [sleep, "1000"]}
                """
            let shown = text.split(separator: "\n")[2].replacing("[sleep, \"1000\"]", with: "[…, \"…\"]")
            try await Scenario.run(["compose.yaml": text, ".env": "A=1\n"]) { scenario in
                let alone = try await scenario.engarde("up", "-d", "--no-deps", "app")
                #expect(alone.status == 1)
                #expect(
                    alone.errors == """
                        error: service 'app' cannot share network namespace with service db: container missing
                          --> compose.yaml:3:\(text.split(separator: "\n")[2].distance(of: "network_mode"))
                          |
                        3 | \(shown)
                          |\(String(repeating: " ", count: text.split(separator: "\n")[2].distance(of: "network_mode")))^^^^^^^^^^^^

                        hint: leave '--no-deps' out, or first run 'engarde -p \(scenario.project) up db' (EG0405)

                        """
                )
                #expect(try await scenario.container("app") == "")
                #expect(try await scenario.engarde("up", "-d").status == 0)
                let db = try await scenario.engarde("up", "-d", "db", environment: ["A": "2"])
                #expect(db.status == 0, "\(db.errors)")
                let owner = try await scenario.container("db")
                #expect(try await scenario.inspect("app", "{{.HostConfig.NetworkMode}}") == "container:\(owner)")
                #expect(try await scenario.inspect("app", "{{.State.Running}}") == "true")
            }
        }

        @Test(.enabled(if: Requirements.dockerCompose != nil, "docker compose is not installed"))
        func dockerComposeSeesNoDifferenceInWhatWasMade() async throws {
            let compose = try #require(Requirements.dockerCompose)
            try await Scenario.run(Self.files) { scenario in
                func dockerCompose(_ arguments: String...) async throws -> ChildProcess.Result {
                    try await ChildProcess(
                        compose,
                        ["-p", scenario.project] + arguments,
                        directory: scenario.directory
                    )
                    .result()
                }
                func identifiers() async throws -> String {
                    try await scenario.docker("network", "ls", "-q", "--filter", "name=\(scenario.project)_front")
                        + scenario.docker("volume", "inspect", "-f", "{{.CreatedAt}}", "\(scenario.project)_data")
                }
                try await scenario.engarde("up", "-d")
                let own = try await identifiers()
                let theirs = try await dockerCompose("up", "-d")
                #expect(theirs.status == 0, "\(theirs.errors)")
                #expect(!theirs.errors.contains("Network") && !theirs.errors.contains("Volume"), "\(theirs.errors)")
                #expect(try await identifiers() == own)
                _ = try await dockerCompose("down", "-v", "-t", "0")
                _ = try await dockerCompose("up", "-d")
                let again = try await scenario.engarde("up", "--dry-run")
                #expect(again.output == "nothing to do\n" && again.errors == "", "\(again.output)\(again.errors)")
            }
        }
    }
}

extension Substring {
    /// The column of a word, from 1.
    fileprivate func distance(of word: String) -> Int {
        range(of: word).map { distance(from: startIndex, to: $0.lowerBound) + 1 } ?? 0
    }
}
