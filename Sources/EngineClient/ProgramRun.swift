#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// One run of a program that reads a few bytes and answers with a few.
struct ProgramRun: Sendable {
    /// How it ended.
    enum Outcome: Sendable {
        /// The system could not start it.
        case notStarted(reason: String)
        /// It took too long, wrote too much or was given up, and was killed.
        case cut
        /// It ended by itself, with this exit code (128 and more for a signal).
        case ended(code: Int32, output: [UInt8])
    }

    /// An answer is a few hundred bytes.
    private static let longestOutput = 1_048_576

    var path: String
    var arguments: [String]
    var environment: [String: String]
    /// What it reads; must fit into a pipe.
    var input: [UInt8]

    /// Runs the program; blocks the thread.
    func outcome(within limit: Duration, until isGivenUp: () -> Bool) -> Outcome {
        guard let inputPipe = Pipe(), let outputPipe = Pipe() else { return .notStarted(reason: Self.reason(errno)) }
        defer { outputPipe.closeReading() }
        // Written before the program starts: there is a reader as long as this end is open, so nothing can break.
        _ = input.withUnsafeBytes { write(inputPipe.writing, $0.baseAddress, $0.count) }
        inputPipe.closeWriting()
        let (process, failure) = start(reading: inputPipe.reading, writing: outputPipe.writing)
        inputPipe.closeReading()
        outputPipe.closeWriting()
        guard failure == 0 else { return .notStarted(reason: Self.reason(failure)) }
        let end = ContinuousClock.now + limit
        let output = read(from: outputPipe.reading) { ContinuousClock.now >= end || isGivenUp() }
        var status: Int32 = 0
        while output != nil, ContinuousClock.now < end, !isGivenUp() {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process, let output {
                let signal = status & 0x7F
                return .ended(code: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: output)
            }
            if ended < 0 && errno != EINTR { break }
            usleep(1_000)
        }
        kill(process, SIGKILL)
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return .cut
    }

    /// All that comes; `nil` when it was given up.
    private func read(from descriptor: Int32, until isGivenUp: () -> Bool) -> [UInt8]? {
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while !isGivenUp(), output.count <= Self.longestOutput {
            var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&interest, 1, 50) > 0 else { continue }
            let count = systemRead(descriptor, &buffer, buffer.count)
            if count == 0 { return output }
            if count > 0 { output += buffer[..<count] } else if errno != EINTR && errno != EAGAIN { return output }
        }
        return nil
    }

    private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
        #if canImport(Glibc)
        Glibc.read(descriptor, buffer, count)
        #elseif canImport(Musl)
        Musl.read(descriptor, buffer, count)
        #else
        Darwin.read(descriptor, buffer, count)
        #endif
    }

    private func start(reading input: Int32, writing output: Int32) -> (process: pid_t, failure: Int32) {
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
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        // Signals that this program ignores or takes itself must reach the other one.
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var argumentPointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var variablePointers: [UnsafeMutablePointer<CChar>?] =
            environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argumentPointers + variablePointers { free(pointer) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, path, &actions, &attributes, &argumentPointers, &variablePointers)
        return (process, failure)
    }

    private static func reason(_ number: Int32) -> String { String(cString: strerror(number)).lowercased() }

    /// Two ends that no other program inherits.
    private struct Pipe {
        let reading: Int32
        let writing: Int32

        init?() {
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else { return nil }
            (reading, writing) = (ends[0], ends[1])
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }

        func closeReading() { close(reading) }
        func closeWriting() { close(writing) }
    }
}
