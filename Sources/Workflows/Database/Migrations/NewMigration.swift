import ComposeModel
import EngineAPI
import EngineClient
import Operations
import SessionEvents
import Synchronization
import TarArchives

/// `db new`: the tool makes a migration in the running container, and the new files come home.
package struct NewMigration: Workflow {
    private let project: DatabaseProject
    private let migrations: MigrationService
    private let message: String
    private let state = State()

    /// What earlier steps have found.
    private final class State: Sendable {
        let before = Mutex<Set<String>>([])
        let home = Mutex<[String]>([])
    }

    /// Creates the workflow.
    ///
    /// - Parameter message: what the migration is about.
    /// - Throws: an error that says that no service runs migrations.
    package init(_ project: DatabaseProject, message: String) throws {
        self.project = project
        self.message = message
        migrations = try project.migrations()
    }

    /// The paths on this machine of the files that are new, in order; known once it was run.
    package var files: [String] { state.home.withLock { $0.sorted() } }

    package func steps() async throws -> [WorkflowStep] {
        let tool = migrations.tool
        guard let words = try tool.new(message) else { return [writing] }
        let place = tool.place.directory(below: migrations.containerRoot)
        let home = migrations.directory ?? "."
        return [
            WorkflowStep(
                .own(arguments: migrations.line(words, isRunning: true)),
                for: "\(tool.name) writes the migration",
                until: { interrupts in
                    let container = try await container()
                    let names = try await names(in: container)
                    state.before.withLock { $0 = Set(names ?? []) }
                    return try await project.context.run(
                        migrations.command(words),
                        of: tool.name,
                        in: project.session.session,
                        until: interrupts
                    )
                }
            ),
            WorkflowStep(
                .own(arguments: ["cp", "\(migrations.name):\(place)/.", home]),
                for: "what is new comes home, and nothing else"
            ) { try await bringHome() },
        ]
    }

    /// Writes a file, for a tool that has no command for it.
    private var writing: WorkflowStep {
        let directory = migrations.tool.place.directory
        let name = FlywayTool.fileName(for: message, after: project.names(in: directory))
        return WorkflowStep(
            .other(words: ["touch", "\(directory)/\(name)"]),
            for: "\(migrations.tool.name) takes the next number"
        ) {
            let path = "\(directory)/\(name)"
            _ = try NewFile(path: path, owner: directory).write(Array("-- \(message)\n".utf8))
            state.home.withLock { $0.append(path) }
        }
    }

    private func container() async throws -> ContainerID {
        try await ContainerChoice(of: migrations.name).container(in: project.session.session).id
    }

    /// The files with migrations in the container; `nil` where there is no such directory.
    ///
    /// - Throws: ``DatabaseError/toolMissing(tool:program:service:)`` where nothing can list them.
    private func names(in container: ContainerID) async throws -> [String]? {
        let outcome = try await migrations.command(migrations.tool.place.listing(below: migrations.containerRoot))
            .outcome(in: project.session.session)
        guard outcome.exitCode != 126, outcome.exitCode != 127 else {
            throw DatabaseError.toolMissing(
                tool: "what lists files",
                program: "find",
                service: migrations.name.rawValue
            )
        }
        let lines = String(decoding: outcome.stdout, as: UTF8.self).split(separator: "\n").map(String.init)
        return outcome.exitCode == 0 || !lines.isEmpty ? lines : nil
    }

    /// Copies the files that were not there before.
    private func bringHome() async throws {
        let container = try await container()
        let before = state.before.withLock(\.self)
        let new = try await names(in: container) ?? []
        let client = project.session.client
        let directory = try await client.inspectContainer(container).config.workingDir
        for path in new.sorted() where !before.contains(path) {
            let home = try migrations.home(of: path, workingDirectory: directory)
            if !home.isShared {
                let absolute = path.hasPrefix("/") ? path : "\(directory)/\(path)"
                var archive: [UInt8] = []
                for try await piece in try await client.getArchive(from: container, at: absolute) { archive += piece }
                let bytes = try TarDecoder.decode(archive).first?.content ?? []
                _ = try NewFile(path: home.path, owner: owner(of: home.path)).write(bytes)
            }
            state.home.withLock { $0.append(home.path) }
        }
        if files.isEmpty {
            project.session.events.emit(.warning("\(migrations.tool.name) has written no file that was not there"))
        }
    }

    /// The directory on the way to a path that is there.
    private func owner(of path: String) -> String {
        if let directory = migrations.directory, path.hasPrefix(directory + "/") { return directory }
        return migrations.root ?? project.session.project.workingDirectory
    }
}
