internal import CLibrary

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A program of this host, with what it gets to see.
struct Program: Sendable {
    /// The number of an error of the operating system.
    struct StartFailure: Error {
        let number: Int32
    }

    /// `POSIX_SPAWN_SETSID`, which glibc's headers hide.
    #if canImport(Darwin)
    private static let ownSession = Int16(POSIX_SPAWN_SETSID)
    #else
    private static let ownSession: Int16 = 0x80
    #endif

    /// The absolute path.
    var path: String
    /// The arguments, its name first.
    var arguments: [String]
    var environment: [String: String]

    /// The path of a program in the directories of `PATH`; `nil` where there is none.
    static func path(of name: String, environment: [String: String]) -> String? {
        guard !name.contains("/") else { return nil }
        return (environment["PATH"] ?? "").split(separator: ":")
            .map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Starts it.
    ///
    /// - Parameters:
    ///   - input: its standard input; stays the caller's.
    ///   - output: its standard output; stays the caller's, and may be the same.
    ///   - complaints: its standard error; `nil` for nowhere.
    ///   - isApart: whether it belongs to a session of its own, so that a Ctrl-C at the terminal does not reach it.
    /// - Returns: the number of the process, which the caller has to wait for.
    func start(
        reading input: Int32,
        writing output: Int32,
        complaining complaints: Int32? = nil,
        isApart: Bool = false
    ) -> Result<pid_t, StartFailure> {
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
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        if let complaints {
            posix_spawn_file_actions_adddup2(&actions, complaints, 2)
        } else {
            posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        }
        // Signals that this program ignores or takes itself must reach the other one.
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF) | (isApart ? Self.ownSession : 0))
        var argumentPointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var variablePointers: [UnsafeMutablePointer<CChar>?] =
            environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argumentPointers + variablePointers { free(pointer) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, path, &actions, &attributes, &argumentPointers, &variablePointers)
        return failure == 0 ? .success(process) : .failure(StartFailure(number: failure))
    }
}
