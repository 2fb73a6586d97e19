import Foundation

/// One run of the built binary in a directory and under a project name of its own, cleaned up in the end.
struct Scenario: Sendable {
    /// The project's directory.
    let directory: URL
    /// The project's name.
    let project: String

    /// Runs `body` in a fresh scenario and takes the project down afterwards, whatever happened.
    ///
    /// - Parameter files: the files of the project, by their paths in its directory.
    static func run(_ files: [String: String], _ body: (Scenario) async throws -> Void) async throws {
        let project = "engarde-test-\(String(UInt32.random(in: 0 ... .max), radix: 16))"
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(project)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let scenario = Scenario(directory: directory, project: project)
        for (path, text) in files { try scenario.write(text, to: path) }
        do {
            try await body(scenario)
        } catch {
            await scenario.cleanUp()
            throw error
        }
        await scenario.cleanUp()
    }

    private func cleanUp() async {
        for command in [
            "docker ps -aq --filter label=com.docker.compose.project=\(project) | xargs -r docker rm -fv",
            "docker network ls -q --filter label=com.docker.compose.project=\(project) | xargs -r docker network rm",
            "docker volume ls -q --filter label=com.docker.compose.project=\(project) | xargs -r docker volume rm",
            "docker images -q --filter label=com.docker.compose.project=\(project) | sort -u | xargs -r docker rmi -f",
        ] {
            _ = try? await ChildProcess("/bin/sh", ["-c", command]).result()
        }
        try? FileManager.default.removeItem(at: directory)
        try? FileManager.default.removeItem(at: state)
    }

    /// Where the program keeps what it knows beyond one run.
    var state: URL { directory.appendingPathExtension("state") }

    /// Writes a file of the project.
    func write(_ text: String, to path: String) throws {
        let file = directory.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Writes a file of the project in one step, as editors do that put a new one in its place: nobody who watches finds
    /// it half written. Its directory has to be there.
    func save(_ text: String, to path: String) throws {
        let part = directory.appendingPathExtension("part")
        try Data(text.utf8).write(to: part)
        guard rename(part.path, directory.appendingPathComponent(path).path) == 0 else {
            throw CocoaError(.fileWriteUnknown)
        }
    }

    /// Runs `engarde` to its end.
    @discardableResult
    func engarde(_ arguments: String..., environment: [String: String] = [:]) async throws -> ChildProcess.Result {
        try await start(arguments, environment: environment).result()
    }

    /// Starts `engarde`.
    func start(_ arguments: [String], environment: [String: String] = [:]) throws -> ChildProcess {
        try ChildProcess(
            Requirements.binary.path,
            ["-p", project] + arguments,
            directory: directory,
            environment: ["XDG_STATE_HOME": state.path].merging(environment) { $1 }
        )
    }

    /// Runs a line of shell in the project's directory to its end; `$engarde` is the program with the project's name.
    @discardableResult
    func shell(_ line: String) async throws -> ChildProcess.Result {
        let command = "engarde='\(Requirements.binary.path) -p \(project)'; \(line)"
        return try await ChildProcess(
            "/bin/sh",
            ["-c", command],
            directory: directory,
            environment: ["XDG_STATE_HOME": state.path]
        )
        .result()
    }

    /// Runs `docker` to its end and returns its output without the final line break.
    @discardableResult
    func docker(_ arguments: String...) async throws -> String {
        let result = try await ChildProcess("/usr/bin/env", ["docker"] + arguments, directory: directory).result()
        return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The identifier of a service's first container; empty without one.
    func container(_ service: String) async throws -> String {
        try await docker(
            "ps",
            "-aq",
            "--no-trunc",
            "--filter",
            "label=com.docker.compose.project=\(project)",
            "--filter",
            "label=com.docker.compose.service=\(service)"
        )
    }

    /// A field of a service's container, by docker's template.
    func inspect(_ service: String, _ template: String) async throws -> String {
        try await docker("inspect", "-f", template, try await container(service))
    }
}
