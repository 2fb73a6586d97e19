import CLibrary
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A program of this host, with what it gets to see.
package struct Program: Sendable {
    /// Where a descriptor of the program leads.
    package enum Stream: Sendable {
        /// Where a descriptor of this process does, which stays the caller's.
        case descriptor(Int32)
        /// Nowhere.
        case null
        /// To the end of a file, by its path; it is made for this user alone where it is missing.
        case log(String)
    }

    /// Why a program does not run.
    package struct StartFailure: Error, Hashable {
        /// The number of an error of the operating system.
        package let number: Int32

        /// What the operating system calls it, in lower case.
        package var reason: String { String(cString: strerror(number)).lowercased() }
    }

    /// `POSIX_SPAWN_SETSID`, which the headers of glibc and musl hide.
    #if canImport(Darwin)
    private static let ownSession = Int16(POSIX_SPAWN_SETSID)
    #else
    private static let ownSession: Int16 = 0x80
    #endif

    /// Held while a program starts, and while a pipe is made: only then is it told that no program inherits it.
    static let starts = Mutex(())

    private let path: String
    private let arguments: [String]
    private let environment: [String: String]

    /// Names a program.
    ///
    /// - Parameters:
    ///   - path: absolute.
    ///   - arguments: its name first.
    ///   - environment: all that it gets to see.
    package init(path: String, arguments: [String], environment: [String: String]) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
    }

    /// The path of a program in the directories of `PATH`; `nil` where there is none.
    package static func path(of name: String, environment: [String: String]) -> String? {
        guard !name.contains("/") else { return nil }
        return (environment["PATH"] ?? "").split(separator: ":")
            .map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The exit code behind what `waitpid` tells of a process that has ended; 128 and more for a signal.
    package static func exitCode(ofStatus status: Int32) -> Int32 {
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    /// Starts it. Signals reach it that this process ignores, takes itself or has blocked.
    ///
    /// - Parameters:
    ///   - streams: where its descriptors lead, from standard input on.
    ///   - isApart: whether it belongs to a session of its own, so that a Ctrl-C at the terminal does not reach it.
    /// - Returns: the number of the process, which the caller has to wait for.
    package func start(_ streams: [Stream], isApart: Bool = false) -> Result<Int32, StartFailure> {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        #else
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (number, stream) in zip(Int32(0)..., streams) {
            switch stream {
            case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, number)
            case .null: posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
            case .log(let path):
                posix_spawn_file_actions_addopen(&actions, number, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            }
        }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        var flags = Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)
        if isApart { flags |= Self.ownSession }
        #if canImport(Darwin)
        flags |= Int16(POSIX_SPAWN_CLOEXEC_DEFAULT)
        #endif
        posix_spawnattr_setflags(&attributes, flags)
        var argumentPointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var variablePointers: [UnsafeMutablePointer<CChar>?] =
            environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argumentPointers + variablePointers { free(pointer) } }
        var process: pid_t = 0
        let failure = Self.starts.withLock { _ in
            posix_spawn(&process, path, &actions, &attributes, &argumentPointers, &variablePointers)
        }
        return failure == 0 ? .success(process) : .failure(StartFailure(number: failure))
    }

    /// Starts it, and tries that again as long as its file is open for writing: it may be so a moment longer than whoever wrote
    /// it knows, in a process that is just being made.
    ///
    /// - Parameter isGivenUp: whether it is not tried again.
    func startOnceWritten(
        _ streams: [Stream],
        isApart: Bool = false,
        until isGivenUp: () -> Bool
    ) -> Result<Int32, StartFailure> {
        while true {
            let result = start(streams, isApart: isApart)
            guard case .failure(let failure) = result, failure.number == ETXTBSY, !isGivenUp() else { return result }
            usleep(1_000)
        }
    }
}
