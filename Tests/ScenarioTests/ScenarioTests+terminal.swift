import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// What the person at a terminal sees and can do, at a real one.
    ///
    /// One after the other: they publish the same port.
    @Suite(.serialized, .enabled(if: Requirements.hasTmux, "there is no 'tmux' to make a terminal with"))
    struct Terminal {
        private static let program = """
            import signal, sys, time
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
            for number in range(1, 301): print('line %d of the output that has to stay' % number, flush=True)
            while True: time.sleep(1)
            """

        private static let files = [
            "compose.yaml": """
            services:
              app:
                image: \(Requirements.image)
                init: true
                command: [python3, /app/main.py]
                volumes: ["./app:/app:ro"]
                ports: ["29881:80"]
              other:
                image: \(Requirements.image)
                init: true
                command: [sleep, "1000"]
                develop: {watch: [{action: sync, path: ./src, target: /srv/src}]}
            """,
            "app/main.py": program, "src/a.txt": "one",
        ]

        /// Runs `body` at a terminal at which services are up and shown.
        private func up(
            _ arguments: String = "up",
            environment: [String: String] = [:],
            _ body: (Scenario, TerminalSession) async throws -> Void
        ) async throws {
            try await Scenario.run(Self.files) { scenario in
                try await TerminalSession.run(in: scenario, environment: environment) { terminal in
                    let before = try await terminal.settings(scenario.state.appendingPathExtension("before"))
                    try await terminal.run("$engarde \(arguments); echo \"it ended with $?\"")
                    for line in ["app    ● running  29881→80", "other  ● running"] {
                        #expect(try await terminal.shows(line), "\(terminal.seen)")
                    }
                    try await body(scenario, terminal)
                    let after = try await terminal.settings(scenario.state.appendingPathExtension("after"))
                    #expect(after == before)
                }
            }
        }

        /// The numbers of the lines that are in the history, in order.
        private func numbers(_ terminal: TerminalSession) async throws -> [Int] {
            try await terminal.history.matches(of: /line (\d+) of the output that has to stay/)
                .compactMap { Int($0.output.1) }
        }

        @Test func servicesStandBelowOutputThatScrollsAndNothingIsLost() async throws {
            try await up { scenario, terminal in
                #expect(try await eventually { try await numbers(terminal) == Array(1...300) })
                let screen = try await terminal.screen
                #expect(screen.contains("── \(scenario.project) ──"), "\(screen)")
                #expect(screen.contains(" 2  other  ● running"), "\(screen)")
                let last = screen.split(separator: "\n").last ?? ""
                #expect(
                    last == " r restart  f filter  o open  h help  q leave running  Ctrl-C stop",
                    "\(screen)"
                )
                for (columns, rows) in [(40, 12), (150, 50), (60, 8), (100, 30)] {
                    try await terminal.resize(columns: columns, rows: rows)
                    // Drawn for this size: where there are rows enough for a rule, that is as long as the lines may be.
                    let length: Int? = rows < 15 ? nil : columns - 1
                    #expect(
                        try await eventually {
                            let screen = try await terminal.screen
                            let rule = screen.split(separator: "\n").first { $0.hasPrefix("── \(scenario.project) ") }
                            return rule?.count == length && screen.components(separatedBy: " r restart").count == 2
                        },
                        "\(terminal.seen)"
                    )
                }
                #expect(try await terminal.shows("q leave running  Ctrl-C stop"))
                let history = try await terminal.history
                #expect(try await numbers(terminal) == Array(1...300), "\(history)")
                // No rest of a block was left among the lines.
                #expect(history.components(separatedBy: "── \(scenario.project)").count == 2, "\(history)")
                try await terminal.type("q")
                #expect(try await terminal.shows("it ended with 0"), "\(terminal.seen)")
                let end = try await terminal.history
                #expect(end.contains("leaving services running\nit ended with 0"), "\(end)")
                #expect(!end.contains("r restart"), "\(end)")
                #expect(try await scenario.inspect("app", "{{.State.Running}}") == "true")
            }
        }

        @Test func aKeyRestartsAServiceWhileTheOthersGoOn() async throws {
            try await up { scenario, terminal in
                // What it has not written when it is stopped it never writes.
                #expect(try await eventually { try await numbers(terminal) == Array(1...300) })
                let (app, other) = (
                    try await scenario.inspect("app", "{{.State.StartedAt}}"),
                    try await scenario.inspect("other", "{{.State.StartedAt}}")
                )
                try await terminal.type("r")
                #expect(try await terminal.shows("restart which service? number or name: _"))
                try await terminal.type("ap")
                try await terminal.press("Enter")
                // Among what has scrolled off, too: the new container writes more lines than the screen has.
                #expect(
                    try await eventually { try await terminal.history.contains(" ✔ app  restart") },
                    "\(terminal.seen)"
                )
                #expect(try await scenario.inspect("app", "{{.State.StartedAt}}") != app)
                #expect(try await scenario.inspect("other", "{{.State.StartedAt}}") == other)
                // What it writes then is shown, too.
                #expect(try await eventually { try await numbers(terminal) == Array(1...300) + Array(1...300) })
                try await terminal.press("C-c")
                #expect(try await terminal.shows("it ended with 130"), "\(terminal.seen)")
                #expect(try await scenario.inspect("app", "{{.State.Running}}") == "false")
                #expect(try await scenario.inspect("other", "{{.State.Running}}") == "false")
            }
        }

        @Test func aKeyRebuildsTheOnlyServiceAndItsOutputGoesOn() async throws {
            let text = """
                services:
                  app:
                    build: .
                    init: true
                    command: [sh, -c, "echo version $$(cat /version); exec sleep 1000"]
                """
            let dockerfile = "FROM \(Requirements.image)\nCOPY version /version\n"
            let files = ["compose.yaml": text, "Dockerfile": dockerfile, "version": "1"]
            try await Scenario.run(files) { scenario in
                try await TerminalSession.run(in: scenario) { terminal in
                    try await terminal.run("$engarde up; echo \"it ended with $?\"")
                    #expect(
                        try await terminal.shows("| version 1", within: .seconds(60)),
                        "\(terminal.seen)"
                    )
                    let old = try await scenario.container("app")
                    try scenario.write("2", to: "version")
                    try await terminal.type("b1")
                    #expect(
                        try await terminal.shows("| version 2", within: .seconds(60)),
                        "\(terminal.seen)"
                    )
                    #expect(try await terminal.shows(" ✔ app  rebuild"), "\(terminal.seen)")
                    #expect(try await scenario.container("app") != old)
                    #expect(try await !terminal.screen.contains(/it ended with \d/))
                    try await terminal.type("q")
                    #expect(try await terminal.shows("it ended with 0"), "\(terminal.seen)")
                }
            }
        }

        @Test func linesCanBeFilteredAndAddressesOpened() async throws {
            try await Scenario.run(["open": "#!/bin/sh\necho \"$1\" > \"$(dirname \"$0\")/opened\"\n"]) { tools in
                let browser = tools.directory.appendingPathComponent("open").path
                try await tools.shell("chmod +x open")
                try await up(environment: ["BROWSER": browser]) { scenario, terminal in
                    // What comes behind the filter is hidden.
                    #expect(try await eventually { try await numbers(terminal) == Array(1...300) })
                    try await terminal.type("fline 7")
                    try await terminal.press("Enter")
                    #expect(try await terminal.shows("only 'line 7', 0 lines hidden"), "\(terminal.seen)")
                    try await terminal.type("r1")
                    #expect(try await terminal.shows("289 lines hidden"), "\(terminal.seen)")
                    let again = try await numbers(terminal).dropFirst(300)
                    #expect(Array(again) == [7] + Array(70...79))
                    try await terminal.type("o")
                    #expect(
                        try await eventually {
                            let file = tools.directory.appendingPathComponent("opened")
                            return (try? String(contentsOf: file, encoding: .utf8)) == "http://localhost:29881\n"
                        }
                    )
                    try await terminal.type("h")
                    #expect(try await terminal.shows("any key closes this help"))
                    try await terminal.press("Escape")
                    #expect(try await terminal.showsNot("any key closes this help"))
                    try await terminal.type("d")
                    #expect(try await terminal.shows("it ended with 0"))
                }
            }
        }

        @Test func suspendedTheTerminalIsTheShells() async throws {
            try await Scenario.run(Self.files) { scenario in
                try await TerminalSession.run(in: scenario) { terminal in
                    let before = try await terminal.settings(scenario.state.appendingPathExtension("1"))
                    try await terminal.run("$engarde up")
                    #expect(try await terminal.shows("app    ● running"))
                    try await terminal.press("C-z")
                    #expect(try await terminal.shows("Stopped"), "\(terminal.seen)")
                    #expect(try await !terminal.screen.contains("r restart"))
                    #expect(try await terminal.settings(scenario.state.appendingPathExtension("2")) == before)
                    try await terminal.run("fg; echo \"it ended with $?\"")
                    #expect(try await terminal.shows("q leave running"), "\(terminal.seen)")
                    try await terminal.type("q")
                    #expect(try await terminal.shows("it ended with 0"), "\(terminal.seen)")
                    #expect(try await terminal.history.contains("leaving services running\nit ended with 0"))
                    #expect(try await terminal.settings(scenario.state.appendingPathExtension("3")) == before)
                }
            }
        }

        @Test(arguments: ["SEGV", "ABRT", "QUIT", "TERM", "HUP"]) func whateverEndsItTheTerminalIsRestored(
            signal: String
        )
            async throws
        {
            // A crash is to take its course at once, and not to be told of in detail first.
            try await up(environment: ["SWIFT_BACKTRACE": "enable=no"]) { _, terminal in
                try await terminal.kill(with: signal)
                // The line that was typed has no number.
                let hasEnded = try await eventually(within: .seconds(60)) {
                    try await terminal.screen.contains(/it ended with \d/)
                }
                #expect(hasEnded, "\(terminal.seen)")
            }
        }

        @Test func anEditIsShownWithItsService() async throws {
            try await up("watch") { scenario, terminal in
                #expect(try await terminal.shows("── \(scenario.project), watching other ──"))
                try scenario.write("two", to: "src/a.txt")
                #expect(
                    try await eventually {
                        try await terminal.screen.contains(#/other  ● running +\d\d:\d\d:\d\d  sync src/a\.txt /#)
                    },
                    "\(terminal.seen)"
                )
                try await terminal.type("q")
                #expect(try await terminal.shows("it ended with 0"))
                #expect(try await scenario.inspect("app", "{{.State.Running}}") == "true")
            }
        }

        @Test(arguments: ["--menu=false", "variable", "plain", "piped"]) func itCanBeLeftOut(how: String) async throws {
            let command =
                switch how {
                case "variable": "COMPOSE_MENU=false $engarde up"
                case "plain": "$engarde --progress plain up"
                case "piped": "$engarde up | (trap '' INT; cat)"
                default: "$engarde up --menu=false"
                }
            try await Scenario.run(Self.files) { scenario in
                try await TerminalSession.run(in: scenario) { terminal in
                    try await terminal.run(command)
                    #expect(try await terminal.shows("line 300 of"), "\(terminal.seen)")
                    try await terminal.type("q")
                    try await terminal.press("C-c")
                    #expect(
                        try await eventually(within: .seconds(30)) {
                            try await scenario.inspect("app", "{{.State.Running}}") == "false"
                        }
                    )
                    #expect(try await !terminal.history.contains("r restart"))
                }
            }
        }
    }
}
