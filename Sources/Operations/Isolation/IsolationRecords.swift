package import ComposeModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is known of the stacks of all checkouts of a user.
///
/// - Shape: `<state>/stacks/<digest of worktree and project>.json`, one file a stack, and `lock`, which is locked while
///   one is
///   given its name and its ports.
package struct IsolationRecords: Sendable {
    private let folder: String

    /// Names the folder; it need not exist.
    ///
    /// - Parameters:
    ///   - environment: `XDG_STATE_HOME` counts if it is an absolute path.
    ///   - homeDirectory: see `ProjectFolder`.
    package init(environment: [String: String], homeDirectory: String) {
        folder = "\(ProjectFolder.state(environment: environment, homeDirectory: homeDirectory))/stacks"
    }

    /// Whether nothing was ever recorded, so that nobody need look further.
    package var isEmpty: Bool { !FileManager.default.fileExists(atPath: folder) }

    /// The file that tells of the program by which stacks are reached by name.
    package var proxyFile: String { "\(folder)/proxy.lock" }
    /// What that program said.
    package var proxyLog: String { "\(folder)/proxy.log" }

    /// All stacks, ordered by name; what cannot be read is passed over.
    package func all() -> [IsolationRecord] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".json") }
            .compactMap { try? read("\(folder)/\($0)") }
            .sorted { ($0.name, $0.worktree) < ($1.name, $1.worktree) }
    }

    /// The stack of a checkout's project.
    ///
    /// - Parameter project: the name that the project has without isolation, or that of its stack.
    /// - Returns: `nil` where there is none.
    /// - Throws: ``IsolationError/recordUnusable(path:reason:)``.
    package func record(in worktree: String, of project: ProjectName) throws -> IsolationRecord? {
        guard !isEmpty else { return nil }
        let path = file(of: worktree, project)
        if FileManager.default.fileExists(atPath: path) { return try read(path) }
        return all().first { $0.worktree == worktree && $0.name == project }
    }

    /// Keeps what is known of a stack.
    ///
    /// - Throws: ``IsolationError/recordUnusable(path:reason:)``.
    package func keep(_ record: IsolationRecord) throws {
        let path = file(of: record.worktree, record.project)
        do {
            try createFolder()
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            try encoder.encode(record).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw IsolationError.recordUnusable(path: path, reason: "\(error)")
        }
    }

    /// Changes what is known of a stack, if anything still is.
    ///
    /// - Throws: ``IsolationError/recordUnusable(path:reason:)``.
    package func update(_ record: IsolationRecord, _ change: (inout IsolationRecord) -> Void) throws {
        guard var current = try self.record(in: record.worktree, of: record.project) else { return }
        change(&current)
        try keep(current)
    }

    /// Forgets a stack.
    ///
    /// - Throws: ``IsolationError/recordUnusable(path:reason:)``.
    package func remove(_ record: IsolationRecord) throws {
        let path = file(of: record.worktree, record.project)
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw IsolationError.recordUnusable(path: path, reason: "\(error)")
        }
    }

    /// Runs `body` while no other process gives names and ports to stacks.
    ///
    /// - Parameter clock: what the pauses are measured on in which it is waited for.
    /// - Throws: ``IsolationError/recordUnusable(path:reason:)``, what `body` throws, `CancellationError`.
    package func exclusively<Value>(_ clock: any Clock<Duration>, _ body: () throws -> Value) async throws -> Value {
        let path = "\(folder)/lock"
        while true {
            switch LockFile.open(path) {
            case .failure(let failure): throw IsolationError.recordUnusable(path: path, reason: failure.reason)
            case .success(let file):
                if file.lock() {
                    defer { file.close() }
                    return try body()
                }
                file.close()
            }
            try await clock.sleep(for: .milliseconds(20))
        }
    }

    /// Makes sure that the folder exists; only its user may look into it.
    ///
    /// - Throws: the error of the system.
    package func createFolder() throws {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    private func file(of worktree: String, _ project: ProjectName) -> String {
        "\(folder)/\(ProjectFolder.digest(of: "\(worktree)\n\(project)")).json"
    }

    private func read(_ path: String) throws -> IsolationRecord {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw IsolationError.recordUnusable(path: path, reason: "it cannot be read")
        }
        do {
            return try JSONDecoder().decode(IsolationRecord.self, from: data)
        } catch {
            throw IsolationError.recordUnusable(path: path, reason: "it is no record of a stack")
        }
    }
}
