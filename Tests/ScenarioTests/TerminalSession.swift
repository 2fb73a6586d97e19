import Foundation
import Synchronization
import TestSupport

/// A shell at a terminal of its own, made by tmux, in a scenario's directory; `$engarde` is the program with the project's name.
final class TerminalSession: Sendable {
    private let name: String
    private let environment: [String: String]
    private let last = Mutex("")

    private init(name: String, environment: [String: String]) {
        (self.name, self.environment) = (name, environment)
    }

    /// What was read of it last, for messages.
    var seen: String { last.withLock(\.self) }

    /// Runs `body` with a terminal, and closes it whatever happened.
    static func run(
        in scenario: Scenario,
        columns: Int = 100,
        rows: Int = 30,
        environment: [String: String] = [:],
        _ body: (TerminalSession) async throws -> Void
    ) async throws {
        var variables = ["XDG_STATE_HOME": scenario.state.path, "PS1": "$ ", "ENV": "", "TERM": "xterm-256color"]
        variables["engarde"] = "\(Requirements.binary.path) -p \(scenario.project)"
        let terminal = TerminalSession(
            name: scenario.project,
            environment: variables.merging(environment) { $1 }
        )
        do {
            try await terminal.start(
                "start-server",
                ";",
                "set-option",
                "-g",
                "history-limit",
                "20000",
                ";",
                "new-session",
                "-d",
                "-x",
                "\(columns)",
                "-y",
                "\(rows)",
                "-c",
                scenario.directory.path,
                "exec /bin/bash --norc --noprofile"
            )
            try await body(terminal)
        } catch {
            _ = try? await terminal.tmux("kill-server")
            throw error
        }
        _ = try? await terminal.tmux("kill-server")
    }

    /// Starts tmux's server. It lives on, and with it what it inherits: Foundation tells by one of the descriptors that the client
    /// has ended, and with signals blocked, as they are here, neither it nor what it runs could be ended.
    private func start(_ arguments: String...) async throws {
        let program = """
            import os, signal, sys
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            os.closerange(3, 4096)
            os.execvp("tmux", sys.argv[1:])
            """
        _ = try await ChildProcess(
            "/usr/bin/env",
            ["python3", "-c", program, "tmux", "-L", name, "-f", "/dev/null"] + arguments,
            environment: environment
        )
        .result()
    }

    @discardableResult
    private func tmux(_ arguments: String...) async throws -> String {
        let result = try await ChildProcess(
            "/usr/bin/env",
            ["tmux", "-L", name, "-f", "/dev/null"] + arguments,
            environment: environment
        )
        .result()
        return result.output
    }

    /// Types a line of shell.
    func run(_ line: String) async throws {
        try await tmux("send-keys", "-l", line)
        try await press("Enter")
    }

    /// Types a text.
    func type(_ text: String) async throws { try await tmux("send-keys", "-l", text) }

    /// Presses a key by tmux's name, such as `C-c`.
    func press(_ key: String) async throws { try await tmux("send-keys", key) }

    /// Sends a signal to what the shell runs.
    func kill(with signal: String) async throws {
        let shell = try await tmux("display-message", "-p", "#{pane_pid}").filter(\.isNumber)
        _ = try await ChildProcess("/bin/sh", ["-c", "kill -\(signal) $(ps -o pid= --ppid \(shell))"]).result()
    }

    /// Gives the terminal another size.
    func resize(columns: Int, rows: Int) async throws {
        try await tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
    }

    /// What is on the screen.
    var screen: String {
        get async throws { note(try await tmux("capture-pane", "-p")) }
    }

    /// What has scrolled off and what is on the screen; lines that were broken by the terminal are whole.
    var history: String {
        get async throws { note(try await tmux("capture-pane", "-p", "-J", "-S", "-")) }
    }

    /// Takes down what was read, without blanks at the ends of lines.
    private func note(_ text: String) -> String {
        let text = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0.reversed().drop { $0 == " " }.reversed()) }
            .joined(separator: "\n")
        last.withLock { $0 = text }
        return text
    }

    /// Waits until the screen shows a text.
    func shows(_ text: String, within limit: Duration = .seconds(30)) async throws -> Bool {
        try await eventually(within: limit) { try await screen.contains(text) }
    }

    /// Waits until the screen does not show a text any more.
    func showsNot(_ text: String) async throws -> Bool {
        try await eventually { try await !screen.contains(text) }
    }

    /// The settings of the terminal, from a shell that is waiting for a line.
    func settings(_ file: URL) async throws -> String {
        try? FileManager.default.removeItem(at: file)
        try await run("stty -a > \(file.path).part && mv \(file.path).part \(file.path)")
        _ = try await eventually { FileManager.default.fileExists(atPath: file.path) }
        return try String(contentsOf: file, encoding: .utf8)
    }
}
