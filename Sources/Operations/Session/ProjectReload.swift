package import ComposeLoader
import EngineClient
import SessionEvents

/// Reads a project anew, from the same files and as it was read before.
package struct ProjectReload: Sendable {
    private let load: @Sendable (any ProjectFiles) async throws -> LoadedProject

    /// Reads a project by a closure.
    ///
    /// - Parameter load: reads through the files that it is given; throws `LoadError` for a project that cannot be loaded.
    package init(_ load: @escaping @Sendable (any ProjectFiles) async throws -> LoadedProject) { self.load = load }

    /// What came of reading.
    struct Outcome: Sendable {
        /// The project, or why there is none.
        var loaded: Result<LoadedProject, any Error>
        /// The files that were looked for, those that are not there included: what becomes of them may change the outcome.
        var files: Set<String>
    }

    /// Reads the project.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws -> Outcome {
        let files = AttemptedFiles(DiskProjectFiles())
        do {
            let loaded = try await load(files)
            return Outcome(loaded: .success(loaded), files: files.paths.union(loaded.sourceFiles))
        } catch {
            try Task.checkCancellation()
            return Outcome(loaded: .failure(error), files: files.paths)
        }
    }
}
