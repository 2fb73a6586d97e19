import Foundation
import Synchronization

/// A program at a terminal of its own, with what it shows there.
final class TerminalProcess: Sendable {
    /// Why there is no terminal.
    struct Missing: Error {}

    private let process: Process
    private let master: Int32
    private let shown = Mutex<[UInt8]>([])
    private let isGone = Mutex(false)

    /// Starts a program at a new terminal, which it controls, so that it hears of changes of the terminal's size.
    init(
        _ program: String,
        _ arguments: [String],
        directory: URL,
        environment: [String: String] = [:],
        rows: UInt16 = 24,
        columns: UInt16 = 80
    ) throws {
        var (master, slave): (Int32, Int32) = (-1, -1)
        guard openpty(&master, &slave, nil, nil, nil) == 0 else { throw Missing() }
        self.master = master
        for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["setsid", "-c", "-w", program] + arguments
        process.currentDirectoryURL = directory
        var variables = ProcessInfo.processInfo.environment
        variables["PWD"] = directory.path
        variables["TERM"] = "xterm"
        for name in variables.keys where name.hasPrefix("COMPOSE_") { variables[name] = nil }
        process.environment = variables.merging(environment) { $1 }
        process.standardInput = terminal
        process.standardOutput = terminal
        process.standardError = terminal
        resize(rows: rows, columns: columns)
        try process.run()
        close(slave)
        Thread.detachNewThread { [self] in
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                var wait = pollfd(fd: self.master, events: Int16(POLLIN), revents: 0)
                // Nobody may be reading it at the moment when it is closed, or it would stay.
                if poll(&wait, 1, 20) == 0 {
                    guard self.isGone.withLock(\.self) else { continue }
                    close(self.master)
                    return
                }
                let count = read(self.master, &buffer, buffer.count)
                guard count > 0 else { return }
                shown.withLock { $0 += buffer[..<count] }
            }
        }
    }

    /// What it has shown so far.
    var text: String { shown.withLock { String(decoding: $0, as: UTF8.self) } }

    /// Whether the terminal hands on every key at once, and shows none by itself.
    var isRaw: Bool {
        var settings = termios()
        guard tcgetattr(master, &settings) == 0 else { return false }
        return settings.c_lflag & tcflag_t(ICANON | ECHO) == 0
    }

    /// Types keys.
    func type(_ keys: String) {
        let bytes = Array(keys.utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Gives the terminal another size.
    func resize(rows: UInt16, columns: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// Lets the terminal go away, as when a window is closed. Nothing may be asked of it afterwards but ``status()``.
    func hangUp() { isGone.withLock { $0 = true } }

    /// Waits until the program has ended.
    ///
    /// - Returns: its exit code.
    func status() async throws -> Int32 {
        while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
        return process.terminationStatus
    }
}

extension Scenario {
    /// Starts `engarde` at a terminal of its own.
    func startAtTerminal(_ arguments: [String], environment: [String: String] = [:]) throws -> TerminalProcess {
        try TerminalProcess(
            Requirements.binary.path,
            ["-p", project] + arguments,
            directory: directory,
            environment: ["XDG_STATE_HOME": state.path].merging(environment) { $1 }
        )
    }
}
