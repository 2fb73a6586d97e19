import ComposeModel
import EngineAPI
import EngineClient
import Operations

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Keeps tests from taking over, and in the end removing, a project that is somebody else's.
///
/// - Shape: a file in the state folder of the tests' project holds the path of the directory whose tests made it.
struct TestGuard: Sendable {
    private let session: ProjectSession

    /// Guards the project of a session.
    init(_ session: ProjectSession) { self.session = session }

    /// Checks that nothing of the project is somebody else's, and that no tests run in it; then marks it as the tests'.
    ///
    /// - Throws: `TestFailure`, `EngineError`, `CancellationError`.
    func take() async throws {
        let filters = QueryFilters.label(ComposeLabel.project, session.name.rawValue)
        let containers = try await session.client.containers(all: true, filters: filters)
        let running = containers.first { $0.state == .running && ComposeLabels($0.labels).isOneOff }
        if let running { throw TestFailure.running(session.name, container: running.name) }
        let directory = session.project.workingDirectory
        if marker != directory {
            let container = containers.first.map { "container '\($0.name)'" }
            let volume = try await session.client.volumes(filters: filters).first.map { "volume '\($0.name)'" }
            if let what = container ?? volume { throw TestFailure.projectTaken(session.name, what: what) }
        }
        guard let folder = session.folder, (try? folder.create()) != nil else { return }
        try? Data(directory.utf8).write(to: URL(filePath: folder.testsFile), options: .atomic)
    }

    /// The directory whose tests made the project; `nil` where none did.
    private var marker: String? {
        guard let folder = session.folder, let data = FileManager.default.contents(atPath: folder.testsFile) else {
            return nil
        }
        return String(decoding: data, as: UTF8.self)
    }
}
