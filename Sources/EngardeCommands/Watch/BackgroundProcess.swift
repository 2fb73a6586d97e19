import Operations
import TerminalOutput

/// This program as a verb has left it behind to watch: what it shows goes to the watcher's log, and the one that started it is
/// told how the start went.
enum BackgroundProcess {
    /// Runs `work`, which watches.
    ///
    /// - Parameters:
    ///   - folder: where the log is, and who watches is written down.
    ///   - work: is given how it shows what happens, and what has to hear its events.
    static func run(
        in folder: ProjectFolder,
        _ global: GlobalOptions,
        _ surroundings: Surroundings,
        _ work: (Invocation, StartListener) async throws -> TerminationStatus
    ) async -> TerminationStatus {
        let signal = StartSignal(DetachedProcess.pipeDescriptor)
        guard let log = WatchLog(path: folder.watchLog, wallClock: surroundings.wallClock) else {
            signal.send(.failed(StartFailure.logUnwritable(folder.watchLog).diagnostics))
            return .failure
        }
        var own = surroundings
        own.output = WatchLogOutput(log: log)
        do {
            return try await work(Invocation(global, in: own), StartListener(signal: signal))
        } catch {
            let report = ErrorReport(error)
            if !report.text.isEmpty { own.output.write(report.text + "\n", to: .report) }
            signal.send(.failed(report.diagnostics))
            return report.status
        }
    }
}
