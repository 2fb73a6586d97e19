import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// Commands in containers, at a real terminal.
    @Suite(
        .enabled(if: Requirements.canControlTerminals, "there is no 'setsid' that makes a terminal the controlling one")
    )
    struct Terminals {
        private static let project = [
            "compose.yaml": """
            services:
              app: {image: \(Requirements.image), init: true, command: [sleep, "1000"]}
              shell: {image: \(Requirements.image), tty: true, stdin_open: true, command: [sh]}
            """
        ]

        /// The arguments that open a shell at a terminal.
        private static let shells = [["exec", "app", "sh"], ["run", "--rm", "app", "sh"], ["attach", "shell"]]

        private func up(_ scenario: Scenario) async throws {
            let up = try await scenario.engarde("up", "-d")
            #expect(up.status == 0, "\(up.errors)")
        }

        @Test(arguments: shells) func aShellHasATerminalThatFollowsItsSize(arguments: [String]) async throws {
            try await Scenario.run(Self.project) { scenario in
                try await up(scenario)
                let terminal = try scenario.startAtTerminal(arguments)
                #expect(
                    try await eventually {
                        // A shell that waits already does not show its prompt again.
                        terminal.isRaw && (arguments[0] == "attach" || terminal.text.contains("# "))
                    },
                    "\(terminal.text)"
                )
                #expect(
                    try await eventually {
                        terminal.type("stty size\r")
                        try await Task.sleep(for: .milliseconds(100))
                        return terminal.text.contains("24 80\r\n")
                    },
                    "\(terminal.text)"
                )
                terminal.resize(rows: 50, columns: 132)
                #expect(
                    try await eventually {
                        terminal.type("stty size\r")
                        try await Task.sleep(for: .milliseconds(100))
                        return terminal.text.contains("50 132\r\n")
                    },
                    "\(terminal.text)"
                )
                // Ctrl-C is a key like others: it ends what the shell runs, and not the shell. What it runs says itself that
                // it has begun: the terminal is its own then, and no key is for the shell any more. It is one program: a shell
                // that is just about to become another one would forget the key.
                terminal.type("echo a-$((1+1)) > /begun; tail -f /begun\r")
                #expect(try await eventually { terminal.text.contains("a-2\r\n") }, "\(terminal.text)")
                terminal.type("\u{3}")
                terminal.type("echo b-$((2+2))\r")
                #expect(try await eventually { terminal.text.contains("b-4\r\n") }, "\(terminal.text)")
                terminal.type("exit 7\r")
                #expect(try await terminal.status() == 7, "\(terminal.text)")
                #expect(!terminal.isRaw)
            }
        }

        @Test(arguments: shells) func theKeysThatDisconnectLeaveTheCommandRunning(arguments: [String]) async throws {
            try await Scenario.run(Self.project) { scenario in
                try await up(scenario)
                let docker = scenario.directory.appendingPathComponent("docker")
                try FileManager.default.createDirectory(at: docker, withIntermediateDirectories: true)
                for keys in ["ctrl-p,ctrl-q", "ctrl-x,x"] {
                    // The key of the configuration counts, and docker's own keys are then keys like others.
                    let text = keys == "ctrl-x,x" ? #"{"detachKeys": "ctrl-x,x"}"# : "{}"
                    try text.write(to: docker.appendingPathComponent("config.json"), atomically: true, encoding: .utf8)
                    let terminal = try scenario.startAtTerminal(arguments, environment: ["DOCKER_CONFIG": docker.path])
                    #expect(try await eventually { terminal.isRaw }, "\(terminal.text)")
                    #expect(
                        try await eventually {
                            terminal.type("echo here-$((3+3))\r")
                            try await Task.sleep(for: .milliseconds(100))
                            return terminal.text.contains("here-6\r\n")
                        },
                        "\(terminal.text)"
                    )
                    terminal.type(keys == "ctrl-x,x" ? "\u{18}" : "\u{10}")
                    terminal.type(keys == "ctrl-x,x" ? "x" : "\u{11}")
                    #expect(try await terminal.status() == 0, "\(terminal.text)")
                    #expect(!terminal.isRaw)
                }
                let running = try await scenario.docker(
                    "ps",
                    "-q",
                    "--filter",
                    "label=com.docker.compose.project=\(scenario.project)"
                )
                #expect(running.split(separator: "\n").count == (arguments[0] == "run" ? 4 : 2))
            }
        }

        @Test func whatDependenciesSayIsNotInTheWayOfTheCommand() async throws {
            let files = [
                "compose.yaml": """
                services:
                  app: {image: \(Requirements.image), init: true, depends_on: {db: {condition: service_healthy}}}
                  db:
                    image: \(Requirements.image)
                    init: true
                    command: [sleep, "1000"]
                    healthcheck: {test: ["CMD", "true"], interval: 100ms}
                """
            ]
            try await Scenario.run(files) { scenario in
                // The size comes a moment after the start.
                let script = "while [ \"$(stty size)\" = '0 0' ]; do sleep 0.05; done; stty size; echo end"
                let terminal = try scenario.startAtTerminal(["run", "--rm", "app", "sh", "-c", script])
                #expect(try await terminal.status() == 0)
                #expect(try await eventually { terminal.text.hasSuffix("24 80\r\nend\r\n") }, "\(terminal.text)")
                #expect(terminal.text.contains("Container \(scenario.project)-db-1  Healthy"), "\(terminal.text)")
            }
        }
    }
}
