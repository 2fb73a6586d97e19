import CLibrary
import ComposeLoader
import ComposeModel
import Dispatch
import Operations
import SessionEvents

/// Starts the process that watches a project in the background.
///
/// It is this program again, as `watch --no-up --background` or as another verb with that option, in a session of its own: it
/// reads the project anew, takes the right to watch, and tells through a pipe that it watches, or why it does not.
struct BackgroundWatch: WatcherLauncher {
    private let session: ProjectSession
    private let services: [String]
    private let verb: [String]
    private let environment: [String: String]
    private let reloads: Bool

    /// Prepares the start.
    ///
    /// - Parameters:
    ///   - services: those that are watched; empty means all that have rules.
    ///   - verb: what the process is to do, without what says that it is in the background, and without services.
    ///   - reloads: whether edits of the project's own files are carried out.
    init(
        _ session: ProjectSession,
        _ services: [String],
        _ surroundings: Surroundings,
        as verb: [String] = ["watch", "--no-up"],
        reloads: Bool
    ) {
        self.reloads = reloads
        self.session = session
        self.services = services
        self.verb = verb
        environment = surroundings.environment
    }

    /// Refuses what a process in the background cannot do.
    ///
    /// - Throws: ``UsageError``.
    static func check(_ options: GlobalOptions) throws {
        guard options.file.contains("-") else { return }
        throw UsageError(
            message: "a project from standard input cannot be watched in the background",
            hint: "save it in a file, and name that with '-f'"
        )
    }

    /// Starts the process, and returns when it watches.
    ///
    /// - Throws: ``StartFailure``, `WatchLock.Failure`, `CancellationError`.
    func start() async throws {
        guard let folder = session.folder else { return }
        do {
            try folder.create()
        } catch {
            throw WatchLock.Failure.unusable(path: folder.path, reason: "\(error)")
        }
        let split = try CommandLineSplit(
            Array(CommandLine.arguments.dropFirst()),
            plugin: CommandLine.arguments.first.flatMap(DockerPlugin.init(calledAs:))
        )
        let arguments =
            split.options + ["--progress", "plain", "--ansi", "never"]
            + verb + (reloads ? [] : ["--no-reload"])
            + ["--background", folder.path, "--"] + services
        let (process, pipe) = try DetachedProcess.start(arguments, environment: environment, log: folder.watchLog)
        let said = await withTaskCancellationHandler {
            await Self.readAll(pipe)
        } onCancel: {
            kill(process, SIGTERM)
        }
        try Task.checkCancellation()
        switch StartSignal.Message(said) {
        case .watching(let services, let directories):
            session.events.emit(
                .watcherLeft(process: Int(process), services: services, directories: directories)
            )
        case .failed(let diagnostics): throw StartFailure(diagnostics: diagnostics)
        case .serving, nil:
            throw StartFailure.endedAtOnce(lines: WatchLog.lines(of: folder.watchLog, tail: 5).map(WatchLog.text))
        }
    }

    /// Everything that is written to a pipe until its other end is closed.
    ///
    /// A thread waits for it, since the end of a pipe alone does not always wake a dispatch source on Linux.
    static func readAll(_ descriptor: Int32) async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                var bytes: [UInt8] = []
                var buffer = [UInt8](repeating: 0, count: 4_096)
                while true {
                    let count = read(descriptor, &buffer, buffer.count)
                    if count > 0 {
                        bytes += buffer[..<count]
                    } else if count == 0 || errno != EINTR {
                        break
                    }
                }
                close(descriptor)
                continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
            }
        }
    }
}
