import CLibrary
import ChildProcesses

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// This program as a process in a session of its own, which survives the terminal.
enum DetachedProcess {
    /// The descriptor under which the process finds the pipe to the one that started it.
    static let pipeDescriptor: Int32 = 3

    /// Starts the process: it reads nothing, and what it writes to its streams goes to the end of the log.
    ///
    /// - Returns: the process's number, and the reading end of the pipe.
    /// - Throws: ``StartFailure``.
    static func start(
        _ arguments: [String],
        environment: [String: String],
        log: String
    ) throws -> (process: pid_t, pipe: Int32) {
        guard let pipe = ChildProcesses.Pipe() else { throw failure(errno) }
        defer { pipe.closeWriting() }
        closeOnExecution()
        let program = Program(path: executable, arguments: ["engarde"] + arguments, environment: environment)
        switch program.start([.null, .log(log), .log(log), .descriptor(pipe.writing)], isApart: true) {
        case .success(let process): return (process, pipe.reading)
        case .failure(let failure):
            pipe.closeReading()
            throw Self.failure(failure.number)
        }
    }

    /// Keeps the process from inheriting this one's files and connections.
    private static func closeOnExecution() {
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd")) ?? []
        for descriptor in open.compactMap({ Int32($0) }) where descriptor > STDERR_FILENO {
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
    }

    private static var executable: String {
        #if os(Linux)
        "/proc/self/exe"
        #else
        var size: UInt32 = 4_096
        var path = [CChar](repeating: 0, count: Int(size))
        return _NSGetExecutablePath(&path, &size) == 0 ? String(cString: path) : "engarde"
        #endif
    }

    private static func failure(_ code: Int32) -> StartFailure {
        .notStarted(because: String(cString: strerror(code)))
    }
}
