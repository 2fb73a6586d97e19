import Foundation

/// The `docker-compose` binary that `ENGARDE_DOCKER_COMPOSE` names.
enum DockerCompose {
    static var path: String? { ProcessInfo.processInfo.environment["ENGARDE_DOCKER_COMPOSE"] }

    /// Runs it to its end.
    ///
    /// - Returns: standard output, empty when the exit status is not 0, and standard error.
    static func run(
        _ arguments: [String],
        in directory: String,
        environment: [String: String]
    ) throws -> (output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "")
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.environment = environment
        let output = Pipe()
        // A file for the errors: two pipes read one after the other could block each other.
        let errors = NSTemporaryDirectory() + "engarde-stderr-\(UUID().uuidString)"
        try Data().write(to: URL(fileURLWithPath: errors))
        defer { try? FileManager.default.removeItem(atPath: errors) }
        process.standardOutput = output
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : ""
        return (text, try String(contentsOfFile: errors, encoding: .utf8))
    }
}
