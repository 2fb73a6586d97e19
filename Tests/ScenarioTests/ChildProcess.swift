import Foundation

/// A program that runs beside the tests, with what it writes.
final class ChildProcess: Sendable {
    /// How it ended.
    struct Result: Sendable {
        /// Its exit code, or 128 and the number of the signal that ended it.
        var status: Int32
        /// What it wrote to standard output.
        var output: String
        /// What it wrote to standard error.
        var errors: String
    }

    private let process: Process
    private let outputFile: URL
    private let errorFile: URL

    /// Starts a program; its output goes to files, so that it never waits for a reader.
    init(
        _ program: String,
        _ arguments: [String],
        directory: URL? = nil,
        environment: [String: String] = [:]
    ) throws {
        let name = UUID().uuidString
        outputFile = FileManager.default.temporaryDirectory.appendingPathComponent("\(name).out")
        errorFile = FileManager.default.temporaryDirectory.appendingPathComponent("\(name).err")
        for file in [outputFile, errorFile] { try Data().write(to: file) }
        process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        if let directory { process.currentDirectoryURL = directory }
        var variables = ProcessInfo.processInfo.environment
        if let directory { variables["PWD"] = directory.path }
        for name in variables.keys where name.hasPrefix("COMPOSE_") { variables[name] = nil }
        process.environment = variables.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let (output, errors) = (try FileHandle(forWritingTo: outputFile), try FileHandle(forWritingTo: errorFile))
        process.standardOutput = output
        process.standardError = errors
        defer {
            // The child has its own; with more than a thousand open files, Foundation cannot start another one.
            try? output.close()
            try? errors.close()
        }
        try process.run()
    }

    deinit {
        for file in [outputFile, errorFile] { try? FileManager.default.removeItem(at: file) }
    }

    /// What it wrote to standard output so far.
    var output: String { Self.text(of: outputFile) }
    /// What it wrote to standard error so far.
    var errors: String { Self.text(of: errorFile) }
    /// Whether it still runs.
    var isRunning: Bool { process.isRunning }

    /// What a file holds; while it is written to, its last character may be there in part.
    private static func text(of file: URL) -> String {
        String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    }

    /// Its number.
    var identifier: Int32 { process.processIdentifier }

    /// Sends it a signal.
    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits until it has ended.
    func result() async throws -> Result {
        while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
        let status =
            process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
        return Result(status: status, output: output, errors: errors)
    }
}
