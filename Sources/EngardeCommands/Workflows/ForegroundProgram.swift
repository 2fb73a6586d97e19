import ChildProcesses
import CLibrary
import ComposeLoader
import Dispatch
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A program of this host that has the streams and the terminal of this process until it ends.
struct ForegroundProgram: Sendable {
    private let words: [String]
    private let directory: String
    private let environment: [String: String]

    /// Why it does not run.
    enum Failure: Error, Hashable {
        /// Its directory does not exist.
        case directoryMissing(String)
        /// There is no program of the name.
        case programMissing(String)
        /// The system could not start it, in its words.
        case notStarted(String)
    }

    /// The number of its process, which signals are handed on to; `nil` before it begins and after its end.
    private final class Child: Sendable {
        private let number = Mutex<Int32?>(nil)

        func begin(_ process: Int32) { number.withLock { $0 = process } }
        func end() { number.withLock { $0 = nil } }
        func tell(_ signal: Int32) {
            number.withLock { process in
                if let process { _ = kill(process, signal) }
            }
        }
    }

    /// Names a program and its arguments.
    ///
    /// - Parameters:
    ///   - directory: the one that it runs in, absolute.
    ///   - environment: all that it gets to see.
    init(_ words: [String], in directory: String, environment: [String: String]) {
        self.words = words
        self.directory = directory
        self.environment = environment
    }

    /// Runs it to its end. Ctrl-C is for the program; other wishes to end are handed on to it.
    ///
    /// - Returns: its exit code; 128 and more for a signal.
    /// - Throws: ``Failure``.
    /// - Cancellation: the program is told to end, and waited for.
    func run() async throws(Failure) -> Int32 {
        let program = try program()
        let process = Child()
        let result = await CaughtSignals.withSignals(
            [SIGINT, SIGTERM, SIGQUIT],
            tell: { signal in
                // The terminal tells all that are in its foreground.
                if signal == SIGTERM || isatty(STDIN_FILENO) == 0 { process.tell(signal) }
            },
            { await Self.end(of: program, as: process) }
        )
        switch result {
        case .success(let code): return code
        case .failure(let failure): throw .notStarted(failure.reason)
        }
    }

    private static func end(of program: Program, as process: Child) async -> Result<Int32, Program.StartFailure> {
        let streams: [Program.Stream] = [
            .descriptor(STDIN_FILENO), .descriptor(STDOUT_FILENO), .descriptor(STDERR_FILENO),
        ]
        switch program.start(streams) {
        case .failure(let failure): return .failure(failure)
        case .success(let number):
            process.begin(number)
            let code: Int32 = await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    DispatchQueue.global().async { continuation.resume(returning: Self.wait(for: number, process)) }
                }
            } onCancel: {
                process.tell(SIGTERM)
            }
            return .success(code)
        }
    }

    /// Blocks until the process has ended.
    private static func wait(for number: Int32, _ process: Child) -> Int32 {
        var status: Int32 = 0
        while waitpid(number, &status, 0) < 0 && errno == EINTR {}
        process.end()
        return Program.exitCode(ofStatus: status)
    }

    /// The program, started by a shell that goes to its directory first.
    private func program() throws(Failure) -> Program {
        guard DiskProjectFiles().kind(of: directory) == .directory else { throw .directoryMissing(directory) }
        guard let name = words.first, let path = path(of: name) else { throw .programMissing(words.first ?? "") }
        return Program(
            path: "/bin/sh",
            arguments: ["sh", "-c", #"cd -- "$1" && shift && exec "$@""#, "sh", directory, path] + words.dropFirst(),
            environment: environment
        )
    }

    private func path(of name: String) -> String? {
        guard name.contains("/") else { return Program.path(of: name, environment: environment) }
        let path = name.hasPrefix("/") ? name : "\(directory)/\(name)"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }
}
