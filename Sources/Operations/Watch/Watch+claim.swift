import ComposeModel

extension Watch {
    /// Who watches, as others see it.
    func holder(inBackground: Bool) -> WatchHolder {
        WatchHolder(process: .current, isInBackground: inBackground, services: serviceNames)
    }

    /// Takes the right to watch the project, which one process has at a time.
    ///
    /// - Returns: `nil` where there is no folder to write it down in, which keeps only a watcher in the background from working.
    /// - Throws: ``WatchLock/Failure``.
    package func claim(inBackground: Bool) throws -> WatchLock? {
        guard let folder = session.folder else { return nil }
        let holder = holder(inBackground: inBackground)
        do {
            return try WatchLock.acquire(folder, of: session.project.name, as: holder)
        } catch WatchLock.Failure.unusable where !inBackground {
            return nil
        }
    }
}
