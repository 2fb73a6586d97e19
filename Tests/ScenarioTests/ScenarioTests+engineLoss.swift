import Foundation
import TestSupport
import Testing

extension ScenarioTests {
    /// What goes on when the engine goes away and comes back.
    @Suite(.serialized) struct EngineLoss {
        private static let text = """
            services:
              app:
                image: \(Requirements.image)
                command: ["sh", "-c", "i=0; while :; do i=$$((i + 1)); echo line $$i; sleep 0.05; done"]
                init: true
                develop: {watch: [{action: sync, path: ./src, target: /app/src}]}

            """

        /// A way to the engine that is cut by the first signal and restored by the second; in good order, the engine is asked
        /// to end its streams before.
        private static let proxy = """
            import os, signal, socket, sys, threading, time
            path, engine, ending = sys.argv[1:]
            pairs, listeners, lock = [], [], threading.Lock()
            def pump(a, b):
                try:
                    while data := a.recv(65536): b.sendall(data)
                    b.shutdown(socket.SHUT_WR)
                except OSError: pass
            def serve(listener):
                while True:
                    try: client, _ = listener.accept()
                    except OSError: return
                    server = socket.socket(socket.AF_UNIX); server.connect(engine)
                    with lock: pairs.append((client, server))
                    for a, b in ((client, server), (server, client)):
                        threading.Thread(target=pump, args=(a, b), daemon=True).start()
            def shut(one, how):
                try: one.shutdown(how)
                except OSError: pass
            def cut():
                os.unlink(path)
                for listener in listeners: shut(listener, socket.SHUT_RDWR); listener.close()
                listeners.clear()
                time.sleep(0.05)
                with lock:
                    if ending == "orderly":
                        for _, server in pairs: shut(server, socket.SHUT_WR)
                        time.sleep(0.1)
                    for pair in pairs:
                        for one in pair: shut(one, socket.SHUT_RDWR)
                    pairs.clear()
            def start():
                listener = socket.socket(socket.AF_UNIX)
                listener.bind(path + ".new"); listener.listen(64); os.rename(path + ".new", path)
                listeners.append(listener)
                threading.Thread(target=serve, args=(listener,), daemon=True).start()
            wanted = [signal.SIGUSR1, signal.SIGUSR2, signal.SIGTERM]
            signal.pthread_sigmask(signal.SIG_SETMASK, wanted)
            start()
            while True:
                number = signal.sigwait(wanted)
                if number == signal.SIGTERM: sys.exit()
                if number == signal.SIGUSR1: cut()
                else: start()

            """

        @Test(arguments: ["abrupt", "orderly"])
        func upGoesOnWhenTheEngineIsBack(ending: String) async throws {
            try await Scenario.run(["compose.yaml": Self.text, "src/a.txt": "one"]) { scenario in
                let socket = scenario.directory.appendingPathComponent("engine.sock").path
                let way = try ChildProcess(
                    "/usr/bin/env",
                    ["python3", "-c", Self.proxy, socket, "/var/run/docker.sock", ending],
                    directory: scenario.directory
                )
                #expect(try await eventually { FileManager.default.fileExists(atPath: socket) })
                let child = try scenario.start(["up", "--watch"], environment: ["DOCKER_HOST": "unix://\(socket)"])
                let content = {
                    try await scenario.docker("exec", "\(scenario.project)-app-1", "cat", "/app/src/a.txt")
                }
                #expect(try await eventually { (try? await content()) == "one" }, "\(child.errors)")
                #expect(try await eventually { child.output.contains("app-1  | line 3\n") }, "\(child.errors)")
                #expect(try await eventually { child.errors.contains("startup timeline") }, "\(child.errors)")

                way.signal(SIGUSR1)
                let loss = """
                     ✘ lost the engine: no engine at '\(socket)': the socket does not exist; changes are kept until it is back

                    """
                #expect(try await eventually { child.errors.hasSuffix(loss) }, "\(child.errors)")
                try scenario.write("two", to: "src/a.txt")
                let written = try await scenario.docker("logs", "\(scenario.project)-app-1")
                    .split(separator: "\n").count
                way.signal(SIGUSR2)
                #expect(try await eventually { child.errors.contains("✔ the engine is back") }, "\(child.errors)")
                #expect(try await eventually { try await content() == "two" }, "\(child.errors)")
                #expect(
                    try await eventually { child.output.contains("app-1  | line \(written + 10)\n") },
                    "\(child.output)\(child.errors)"
                )
                // What was brought is said after that the engine is back, and it is there before it is said.
                #expect(
                    try await eventually {
                        child.errors.split(separator: "the engine is back").last?.contains("✔ app  ") == true
                    },
                    "\(child.errors)"
                )
                // No line twice, none lost.
                let lines = child.output.split(separator: "\n").filter { $0.contains("| line ") }.dropLast()
                #expect(lines == (1...lines.count).map { "app-1  | line \($0)" }[...], "\(child.output)")

                child.signal(SIGINT)
                let result = try await child.result()
                #expect(result.status == 130)
                #expect(result.errors.ranges(of: "lost the engine").count == 1, "\(result.errors)")
                #expect(result.errors.ranges(of: "the engine is back").count == 1, "\(result.errors)")
                #expect(result.errors.ranges(of: "✘").count == 1, "\(result.errors)")
                #expect(try await scenario.inspect("app", "{{.State.Running}}") == "false")
                way.signal(SIGTERM)
                _ = try await way.result()
            }
        }

        /// Says that it was told to stop, and goes on.
        private static let deaf = """
            services:
              app:
                image: \(Requirements.image)
                stop_grace_period: 60s
                environment: {A: "${A:-1}"}
                command: ["sh", "-c", "trap 'echo told' TERM; while :; do echo line; sleep 0.1; done"]

            """

        /// What is under way when the engine goes away, and by what one sees that it is.
        enum UnderWay: Sendable {
            /// The verb has shown a text.
            case shown(String)
            /// The container was told to stop.
            case told
        }

        @Test(arguments: [
            (["stop"], "1", UnderWay.told), (["restart"], "1", .told), (["down"], "1", .told),
            (["rm", "-s", "-f"], "1", .told), (["up", "-d"], "2", .told),
            (["up", "-d", "--force-recreate"], "1", .told),
            (["scale", "app=0"], "1", .told),
            (["exec", "-T", "app", "sh", "-c", "echo begun; sleep 1000"], "1", .shown("begun")),
            (["run", "--rm", "-T", "app", "sh", "-c", "echo begun; sleep 1000"], "1", .shown("begun")),
            (["attach", "app"], "1", .shown("line")), (["logs", "-f"], "1", .shown("line")),
            (["up"], "1", .shown("line")), (["stats", "--format", "{{.Name}}"], "1", .shown("app-1")),
        ])
        func aVerbSaysThatTheEngineIsGoneAndTheNextUpGoesOn(
            arguments: [String],
            value: String,
            underWay: UnderWay
        ) async throws {
            try await Scenario.run(["compose.yaml": Self.deaf]) { scenario in
                let socket = scenario.directory.appendingPathComponent("engine.sock").path
                let way = try ChildProcess(
                    "/usr/bin/env",
                    ["python3", "-c", Self.proxy, socket, "/var/run/docker.sock", "abrupt"],
                    directory: scenario.directory
                )
                #expect(try await eventually { FileManager.default.fileExists(atPath: socket) })
                #expect(try await scenario.engarde("up", "-d").status == 0)
                let name = "\(scenario.project)-app-1"
                // What has not begun hears of no signal.
                #expect(try await eventually { try await scenario.docker("logs", name).contains("line") })
                let environment = ["DOCKER_HOST": "unix://\(socket)", "A": value]
                let child = try scenario.start(arguments, environment: environment)
                let isUnderWay = try await eventually {
                    switch underWay {
                    case .shown(let text): child.output.contains(text)
                    case .told: try await scenario.docker("logs", name).contains("told")
                    }
                }
                #expect(isUnderWay, "\(child.errors)")
                way.signal(SIGUSR1)
                let result = try await child.result()
                #expect(result.status == 1)
                let report = result.errors.components(separatedBy: "error: ")
                #expect(report.count >= 2, "\(result.errors)")
                #expect(["EG0501", "EG0510"].contains { report.last?.contains($0) == true }, "\(result.errors)")
                // What the engine had begun ends with it; what is being stopped is not among what runs everywhere.
                let label = "label=com.docker.compose.project=\(scenario.project)"
                try await scenario.shell("docker ps -aq --filter \(label) | xargs -r docker kill")
                #expect(
                    try await eventually { try await scenario.docker("ps", "-q", "--filter", label).isEmpty }
                )
                let up = try await scenario.engarde("up", "-d", environment: ["A": value])
                #expect(up.status == 0, "\(up.errors)")
                #expect(try await scenario.docker("inspect", "-f", "{{.State.Running}}", name) == "true")
                let left = try await scenario.engarde("up", "--dry-run", environment: ["A": value])
                #expect(left.output == "nothing to do\n")
                way.signal(SIGTERM)
                _ = try await way.result()
            }
        }
    }
}
