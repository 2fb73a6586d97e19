import EngineAPI
import EngineClient

/// The process of a receiver's program, and all that it started: they are known by a mark in their environment.
struct ReceiverProcess: Equatable, Sendable {
    /// The engine's name for the process.
    var exec: ExecID
    /// Where it runs.
    var container: ContainerID
    /// What nobody else's environment has.
    var mark: ReceiverSeal
    /// Whether the image's `sh` was seen to do what it should.
    var hasShell = false

    /// The variable that holds the mark.
    static let variable = "ENGARDE_RECEIVER"

    /// Ends the processes.
    ///
    /// The engine has no call for that, so a shell in the container does it: the one that started the program, if it was not
    /// what failed. Whether it helped is what the engine says.
    ///
    /// - Parameter limit: how long a shell may take, and the engine to answer.
    /// - Returns: whether the engine does not say that the process still runs.
    func end(_ engine: EngineClient, within limit: Duration) async -> Bool {
        for shell in hasShell ? [["sh"]] : [["bash"], ["busybox", "sh"]] {
            let command = shell + ["-c", Self.script, "engarde", mark.text]
            let request = ExecCreateRequest(command: command, user: "0:0", workingDir: "/")
            do {
                _ = try await withDeadline(limit) { [container] in
                    try await engine.execute(request, in: container, outputLimit: 0)
                }
            } catch {
                // A shell that is missing, or does nothing, is no better than one that could not help.
            }
            if await !isRunning(engine, limit) { return true }
        }
        return false
    }

    /// Whether the process still runs a moment later. What cannot be found out counts as ended: with its container, mostly.
    private func isRunning(_ engine: EngineClient, _ limit: Duration) async -> Bool {
        do {
            for _ in 0..<25 {
                let state = try await withDeadline(limit) { [exec] in try await engine.inspectExec(exec) }
                if !state.isRunning { return false }
                try await Task.sleep(for: .milliseconds(20))
            }
            return true
        } catch {
            return false
        }
    }

    /// Kills whoever has the mark, twice, since a process may start another one meanwhile. Only built-in commands are used.
    private static let script = #"""
        for pass in 1 2; do
          for process in /proc/[0-9]*; do
            while read -r line || [ -n "$line" ]; do
              case $line in *"\#(variable)=$1"*) kill -9 "${process#/proc/}"; break ;; esac
            done <"$process/environ"
          done
        done 2>/dev/null
        """#
}
