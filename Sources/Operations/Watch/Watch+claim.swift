import ComposeModel

extension Watch {
    /// Takes the right to watch the project, which one process has at a time.
    ///
    /// - Returns: `nil` where there is no folder to write it down in, which keeps only a watcher in the background from working.
    /// - Throws: ``WatchLock/Failure``.
    package func claim(inBackground: Bool) throws -> WatchLock? {
        guard let folder = session.folder else { return nil }
        let holder = WatchHolder(process: .current, isInBackground: inBackground, services: serviceNames)
        do {
            return try WatchLock.acquire(folder, of: session.project.name, as: holder)
        } catch WatchLock.Failure.unusable where !inBackground {
            return nil
        }
    }
}
