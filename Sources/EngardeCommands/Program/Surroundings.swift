import CLibrary
package import Operations
package import SessionEvents
package import TerminalOutput

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the program finds around it: environment, directory, streams. Injected, so that tests need no process.
package struct Surroundings: Sendable {
    /// How the program is called on a command line: `engarde`, `docker compose`.
    package var program = "engarde"
    /// The environment variables.
    package var environment: [String: String]
    /// The directory that the command runs in, absolute.
    package var workingDirectory: String
    /// The user's home directory.
    package var homeDirectory: String
    /// Where text goes.
    package var output: any TextOutput
    /// What the streams can show, for the given `--ansi`.
    package var traits: @Sendable (AnsiMode) -> TerminalTraits
    /// Reads all of standard input.
    package var standardInput: @Sendable () -> [UInt8]
    /// What limits, pauses and times are measured on.
    package var clock: any Clock<Duration>
    /// What tells the time of day.
    package var wallClock: WallClock

    /// Who is asked before data is lost; `nil` when nobody sits at a terminal.
    package var confirmation: (any Confirmation)?

    /// Creates surroundings in which nobody can be asked.
    package init(
        environment: [String: String],
        workingDirectory: String,
        homeDirectory: String,
        output: any TextOutput,
        traits: @escaping @Sendable (AnsiMode) -> TerminalTraits,
        standardInput: @escaping @Sendable () -> [UInt8],
        clock: any Clock<Duration>,
        wallClock: WallClock
    ) {
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.homeDirectory = homeDirectory
        self.output = output
        self.traits = traits
        self.standardInput = standardInput
        self.clock = clock
        self.wallClock = wallClock
    }

    /// A path that was given on the command line, absolute.
    func absolutePath(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(workingDirectory)/\(path)"
    }

    /// An absolute path as one types it here: relative where it is below the directory that the command runs in.
    func relativePath(_ path: String) -> String {
        let prefix = workingDirectory.hasSuffix("/") ? workingDirectory : "\(workingDirectory)/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }

    /// Those of this process. From then on output that nobody reads is an error, and does not end the process in the middle of
    /// what it does.
    package static func ofThisProcess() -> Surroundings {
        signal(SIGPIPE, SIG_IGN)
        let environment = ProcessInfo.processInfo.environment
        let current = FileManager.default.currentDirectoryPath
        var surroundings = Surroundings(
            environment: environment,
            workingDirectory: logicalDirectory(environment["PWD"], current),
            homeDirectory: environment["HOME"] ?? "/",
            output: StandardStreams(),
            traits: { StandardStreams.traits(environment: environment, ansi: $0) },
            standardInput: { StandardStreams.readAll() },
            clock: ContinuousClock(),
            wallClock: .system
        )
        if TerminalQuestion.canAsk { surroundings.confirmation = TerminalQuestion() }
        return surroundings
    }

    /// The shell's name of the directory, with its symbolic links, if it is still true.
    private static func logicalDirectory(_ claimed: String?, _ current: String) -> String {
        guard let claimed, claimed.hasPrefix("/"),
            URL(filePath: claimed).resolvingSymlinksInPath().path
                == URL(filePath: current).resolvingSymlinksInPath().path
        else { return current }
        return claimed
    }
}
