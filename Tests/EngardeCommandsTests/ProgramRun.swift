import EngardeCommands
import Foundation
import SessionEvents
import Synchronization
import TerminalOutput

/// One run of the program in the test's process, in a directory of its own, with what it wrote.
struct ProgramRun {
    /// How it ended.
    var status: TerminationStatus
    /// Standard output; the directory's name is `DIR`.
    var output: String
    /// Standard error; the directory's name is `DIR`.
    var errors: String

    private final class Recorder: TextOutput {
        private let state = Mutex<[OutputChannel: String]>([:])
        func write(_ bytes: [UInt8], to channel: OutputChannel) {
            state.withLock { $0[channel, default: ""] += String(decoding: bytes, as: UTF8.self) }
        }
        func text(_ channel: OutputChannel) -> String { state.withLock { $0[channel] ?? "" } }
    }

    /// Runs the program.
    ///
    /// - Parameter line: the program's name and its arguments.
    init(_ line: String..., files: [String: String] = [:], environment: [String: String] = [:], input: String = "")
        async throws
    {
        try await self.init(line, files: files, environment: environment, input: input)
    }

    /// Runs the program.
    ///
    /// - Parameters:
    ///   - line: the program's name or path, and its arguments.
    ///   - isAtTerminal: whether standard output is a terminal, without colours.
    init(
        _ line: [String],
        files: [String: String] = [:],
        environment: [String: String] = [:],
        input: String = "",
        isAtTerminal: Bool = false
    ) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        for (name, text) in files { try Data(text.utf8).write(to: directory.appendingPathComponent(name)) }
        let recorder = Recorder()
        let surroundings = Surroundings(
            environment: environment,
            workingDirectory: directory.path,
            homeDirectory: directory.path,
            output: recorder,
            traits: { ansi in
                TerminalTraits(
                    dataIsTerminal: isAtTerminal,
                    reportIsTerminal: false,
                    width: nil,
                    environment: environment,
                    ansi: isAtTerminal ? .never : ansi
                )
            },
            standardInput: { Array(input.utf8) },
            clock: ContinuousClock(),
            wallClock: WallClock { .seconds(1_700_000_000) }
        )
        status = await EngardeProgram.run(
            Array(line.dropFirst()),
            calledAs: line.first ?? "engarde",
            in: surroundings
        )
        func cleaned(_ text: String) -> String { text.replacingOccurrences(of: directory.path, with: "DIR") }
        output = cleaned(recorder.text(.data))
        errors = cleaned(recorder.text(.report))
    }
}
