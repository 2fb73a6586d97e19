import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// What containers write, and where it goes.
    @Suite struct Output {
        private static let jobs = """
            services:
              hi: {image: \(Requirements.image), command: ["sh", "-c", "echo hi; echo oops >&2"]}
            """

        private static let sleeper = """
            services:
              app: {image: \(Requirements.image), init: true, command: ["sleep", "1000"]}
            """

        @Test func whatAServiceThatEndsAtOnceWritesIsShown() async throws {
            try await Scenario.run(["compose.yaml": Self.jobs]) { scenario in
                for _ in 0..<6 {
                    let result = try await scenario.engarde("up")
                    #expect(result.output == "Attaching to hi-1\nhi-1  | hi\nhi-1 exited with code 0\n")
                    let lines = result.errors.split(separator: "\n").filter { $0.hasPrefix("hi-1") }
                    #expect(lines == ["hi-1  | oops"])
                    #expect(result.status == 0)
                }
                // All six runs are kept; scripts find both streams in one place.
                let logs = try await scenario.engarde("logs", "hi")
                #expect(
                    logs.output.split(separator: "\n").sorted().map(String.init) == Array(
                        repeating: "hi-1  | hi",
                        count: 6
                    ) + Array(repeating: "hi-1  | oops", count: 6)
                )
                #expect(logs.errors.isEmpty)
            }
        }

        @Test func eachRunOfARestartedServiceIsShownOnceWithItsEnd() async throws {
            let script = "echo run >> /tmp/runs; echo run $(wc -l < /tmp/runs); [ $(wc -l < /tmp/runs) = 4 ]"
            let files = [
                "compose.yaml": """
                services:
                  job:
                    image: \(Requirements.image)
                    restart: on-failure:5
                    command: ["sh", "-c", "\(script.replacingOccurrences(of: "$", with: "$$"))"]
                """
            ]
            try await Scenario.run(files) { scenario in
                let result = try await scenario.engarde("up")
                #expect(
                    result.output == """
                        Attaching to job-1
                        job-1  | run 1
                        job-1 exited with code 1
                        job-1  | run 2
                        job-1 exited with code 1
                        job-1  | run 3
                        job-1 exited with code 1
                        job-1  | run 4
                        job-1 exited with code 0

                        """
                )
            }
        }

        @Test func whatStartsLaterIsFollowedFromItsFirstLine() async throws {
            let files = [
                "compose.yaml": """
                services:
                  base: {image: \(Requirements.image), init: true, command: ["sleep", "1000"]}
                  late: {image: \(Requirements.image), init: true, command: ["sh", "-c", "echo first; exec sleep 1000"]}
                """
            ]
            try await Scenario.run(files) { scenario in
                try await scenario.engarde("up", "-d", "base")
                let child = try scenario.start(["logs", "-f"])
                try await scenario.engarde("up", "-d", "late")
                #expect(try await eventually { child.output == "late-1  | first\n" }, "\(child.output)")
                try await scenario.engarde("down", "-t", "0")
                let lines = try await child.result().output.split(separator: "\n")
                #expect(lines.first == "late-1  | first")
                // How they end is a matter of moments: with the request to stop, or killed.
                #expect(Set(lines.dropFirst().map { $0.prefix { $0 != " " } }) == ["base-1", "late-1"])
                #expect(lines.dropFirst().allSatisfy { $0.contains(" exited with code ") }, "\(lines)")
            }
        }

        /// The `json-file` driver keeps only valid text, the `local` driver every byte.
        @Test(arguments: ["json-file", "local"]) func aLineOfTenMillionBytesIsShownToTheByte(driver: String)
            async throws
        {
            let pattern = driver == "local" ? "b'%c' % (10 + (i % 245) + 1)" : "b'%06d' % i"
            let count = driver == "local" ? 10_000_000 : 1_666_666
            let files = [
                "print.py": """
                import sys
                line = b''.join(\(pattern) for i in range(\(count)))
                sys.stdout.buffer.write(line + b'\\nlast')
                """,
                "compose.yaml": """
                services:
                  big:
                    image: \(Requirements.image)
                    logging: {driver: \(driver)}
                    volumes: [".:/app:ro"]
                    command: ["python3", "/app/print.py"]
                """,
            ]
            try await Scenario.run(files) { scenario in
                // The same program says here what it writes: to make up millions of bytes in the tests' own process would hold
                // up those that run at the same time.
                #expect(try await scenario.shell("python3 print.py > printed").status == 0)
                let printed = try Data(contentsOf: scenario.directory.appendingPathComponent("printed"))
                let end = Data("\nlast".utf8)
                #expect(printed.count > 9_999_000 && printed.suffix(end.count) == end)
                let written = Data("big-1  | ".utf8) + printed.dropLast(end.count) + Data("\nbig-1  | last\n".utf8)
                for verb in ["up", "logs"] {
                    let isUp = verb == "up"
                    let expected =
                        Data((isUp ? "Attaching to big-1\n" : "").utf8) + written
                        + Data((isUp ? "big-1 exited with code 0\n" : "").utf8)
                    let result = try await scenario.shell("$engarde \(verb) > output")
                    #expect(result.status == 0, "\(result.errors)")
                    let output = try Data(contentsOf: scenario.directory.appendingPathComponent("output"))
                    #expect(output.count == expected.count, "\(verb)")
                    #expect(output == expected ? true : false, "\(verb)")
                }
            }
        }

        @Test func aTerminalsLongLineHasNoTimesInIt() async throws {
            let files = [
                "compose.yaml": """
                services:
                  big:
                    image: \(Requirements.image)
                    tty: true
                    command: ["python3", "-c", "print('x' * 100000); print('last')"]
                """
            ]
            try await Scenario.run(files) { scenario in
                let expected = String(repeating: "x", count: 100_000) + "\r\nlast\r\n"
                let up = try await scenario.engarde("up", "--no-log-prefix")
                #expect(up.output == "Attaching to big-1\n" + expected + "big-1 exited with code 0\n")
                #expect(try await scenario.engarde("logs", "--no-log-prefix").output == expected)
                let timed = try await scenario.engarde("logs", "-t", "--no-log-prefix").output
                let times = timed.split(separator: "\r\n").map { $0.prefix(31) }
                #expect(times.count == 2 && times.allSatisfy { $0.hasSuffix("Z ") })
                #expect(timed.utf8.count == expected.utf8.count + 2 * 31)
            }
        }

        /// What `logs` shows of a service that wrote some lines.
        private struct LastLines {
            let scenario: Scenario
            let lines: [String]
            let hasTerminal: Bool

            func found(_ options: String...) async throws -> [String] {
                let result = try await scenario.start(["logs", "--no-log-prefix"] + options).result()
                return result.output.split(whereSeparator: \.isNewline).map(String.init)
            }

            func check(_ found: [String], _ expected: [String], _ words: String) {
                #expect(found.map(\.count) == expected.map(\.count), "\(words)")
                #expect(found == expected ? true : false, "\(words)")
            }

            /// All lines, in the order in which the engine keeps them.
            func kept() async throws -> [String] {
                let all = try await found()
                if hasTerminal {
                    check(all, lines, "all")
                } else {
                    check(all.filter { $0.first != "e" }, lines.filter { $0.first != "e" }, "of the one stream")
                    check(all.filter { $0.first == "e" }, lines.filter { $0.first == "e" }, "of the other stream")
                }
                return all
            }
        }

        @Test(arguments: [false, true]) func theLastLinesAreCountedWhole(hasTerminal: Bool) async throws {
            // One after the other: with a terminal that is their order. Of two streams, the engine reads each by itself.
            let script = """
                import sys, time
                def line(text, stream=sys.stdout):
                    stream.write(text + '\\n'); stream.flush(); time.sleep(0.05)
                line('first')
                line('a' * 100000)
                line('short')
                line('e' * 20000, sys.stderr)
                line('b' * 300000)
                line('last')
                if sys.argv[1] == 'stay': time.sleep(1000)
                """
            let files = [
                "print.py": script,
                "compose.yaml": """
                services:
                  big:
                    image: \(Requirements.image)
                    init: true
                    tty: \(hasTerminal)
                    volumes: [".:/app:ro"]
                    command: ["python3", "/app/print.py", "${STAY:-go}"]
                """,
            ]
            let lines = [
                "first", String(repeating: "a", count: 100_000), "short", String(repeating: "e", count: 20_000),
                String(repeating: "b", count: 300_000), "last",
            ]
            try await Scenario.run(files) { scenario in
                try await scenario.engarde("up")
                let output = LastLines(scenario: scenario, lines: lines, hasTerminal: hasTerminal)
                let ended = try await output.kept()
                for count in Array(0...8) + [Int.max] {
                    output.check(try await output.found("-n", "\(count)"), Array(ended.suffix(count)), "\(count)")
                }
                // Those of one that goes on.
                try await scenario.engarde("down")
                try await scenario.engarde("up", "-d", environment: ["STAY": "stay"])
                #expect(try await eventually { try await output.found().count == lines.count })
                let running = try await output.kept()
                for count in [2, 4] {
                    let child = try scenario.start(["logs", "-f", "--no-log-prefix", "-n", "\(count)"])
                    let isShown = try await eventually {
                        let text = child.output
                        let lines = text.split(whereSeparator: \.isNewline)
                        return text.last?.isNewline == true && lines.count == count
                    }
                    #expect(isShown)
                    child.signal(SIGINT)
                    let shown = try await child.result().output.split(whereSeparator: \.isNewline).map(String.init)
                    output.check(shown, Array(running.suffix(count)), "\(count) of one that goes on")
                }
            }
        }

        @Test(arguments: ["logs", "config", "ps -a", "ps -aq", "up", "logs -f"]) func aFullDiskIsAnError(verb: String)
            async throws
        {
            try await Scenario.run(["compose.yaml": Self.jobs]) { scenario in
                try await scenario.engarde("up")
                let result = try await scenario.shell("$engarde \(verb) > /dev/full")
                #expect(result.status == 1)
                let message =
                    "error: cannot write to standard output: no space left on device\n\nhint: see 'engarde explain EG0901'\n"
                #expect(result.errors.hasSuffix(message), "\(result.errors)")
            }
        }

        @Test(arguments: ["exec -T", "exec"]) func aFullDiskIsAnErrorOfExec(verb: String) async throws {
            try await Scenario.run(["compose.yaml": Self.sleeper]) { scenario in
                try await scenario.engarde("up", "-d")
                let message =
                    "error: cannot write to standard output: no space left on device\n\nhint: see 'engarde explain EG0901'\n"
                // Also of a command that would go on, and of one that fails itself.
                for command in ["echo hi", "sh -c 'while :; do echo x; sleep 0.1; done'", "sh -c 'echo hi; exit 3'"] {
                    let result = try await scenario.shell("$engarde \(verb) app \(command) > /dev/full")
                    #expect(result.status == 1, "\(command)")
                    #expect(result.errors == message, "\(command)")
                }
                let unread = try await scenario.shell("$engarde \(verb) app sh -c 'yes | head -c 100000' | head -n 1")
                #expect(unread.output == "y\n")
                #expect(unread.errors.isEmpty)
            }
        }

        @Test func aReaderThatGoesAwayEndsTheProgramQuietly() async throws {
            let files = [
                "compose.yaml": """
                services:
                  loud: {image: \(Requirements.image), init: true, command: ["sh", "-c", "seq 100000 199999; while :; do echo x; sleep 0.1; done"]}
                """
            ]
            try await Scenario.run(files) { scenario in
                try await scenario.engarde("up", "-d")
                for verb in ["logs -f", "logs"] {
                    // The line is there before the reader goes, and there is more to come.
                    #expect(try await eventually { try await scenario.engarde("logs").output.count > 100_000 })
                    let result = try await scenario.shell(
                        "{ $engarde \(verb); echo $? >status; } | head -n 1; cat status"
                    )
                    #expect(result.output == "loud-1  | 100000\n141\n", "\(verb)")
                    #expect(result.errors.isEmpty, "\(verb)")
                }
            }
        }

        @Test func outputThatIsNotKeptIsAWarningAndTheOthersAreShown() async throws {
            let files = [
                "compose.yaml": """
                services:
                  kept: {image: \(Requirements.image), command: ["echo", "shown"]}
                  unkept: {image: \(Requirements.image), logging: {driver: none}, command: ["echo", "gone"]}
                """
            ]
            try await Scenario.run(files) { scenario in
                let warning =
                    "warning: the output of 'unkept-1' cannot be read: configured logging driver does not support reading\n"
                let up = try await scenario.engarde("up")
                #expect(up.status == 0)
                #expect(
                    Set(up.output.split(separator: "\n")) == [
                        "Attaching to kept-1, unkept-1", "kept-1  | shown", "kept-1 exited with code 0",
                        "unkept-1 exited with code 0",
                    ]
                )
                #expect(up.errors.components(separatedBy: warning).count == 2, "\(up.errors)")
                for verb in ["logs", "logs -f"] {
                    let result = try await scenario.shell("$engarde \(verb)")
                    #expect(result.status == 0)
                    #expect(result.output == "kept-1    | shown\n")
                    #expect(result.errors == warning)
                }
            }
        }

        @Test func aPlanIsDataWhereProgressIsData() async throws {
            try await Scenario.run(["compose.yaml": Self.jobs]) { scenario in
                let name = scenario.project
                let plan = try await scenario.engarde("--progress", "json", "up", "--dry-run")
                #expect(
                    plan.output == """
                        {"after":[],"cause":"it does not exist","operation":"create network","step":1,"subject":"\(name)_default"}
                        {"after":[1],"cause":"it does not exist","operation":"create container","service":"hi","step":2,"subject":"\(name)-hi-1"}
                        {"after":[2],"cause":"it does not exist","operation":"start container","service":"hi","step":3,"subject":"\(name)-hi-1"}

                        """
                )
                #expect(plan.errors.split(separator: "\n").allSatisfy { $0.contains(#""event":"#) }, "\(plan.errors)")
                try await scenario.engarde("up")
                let teardown = try await scenario.engarde("--progress", "json", "down", "--dry-run")
                let lines = teardown.output.split(separator: "\n").map { Data($0.utf8) }
                let steps = try lines.map { try JSONSerialization.jsonObject(with: $0) as? [String: Any] ?? [:] }
                #expect(
                    steps.map { $0["operation"] as? String } == ["remove container", "remove network"]
                )
                #expect(steps.map { $0["subject"] as? String } == ["\(name)-hi-1", "\(name)_default"])
                #expect(steps.allSatisfy { $0["cause"] is String && $0["after"] is [Int] })
                try await scenario.engarde("down")
                #expect(try await scenario.engarde("--progress", "json", "down", "--dry-run").output.isEmpty)
            }
        }
    }
}
