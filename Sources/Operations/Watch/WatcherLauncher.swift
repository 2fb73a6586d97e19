/// Leaves a process behind that watches a project in the background.
///
/// Which program that is, and with which arguments, only a front end knows.
package protocol WatcherLauncher: Sendable {
    /// Starts the process, and returns when it watches.
    ///
    /// - Throws: why it does not watch, in its own words; `CancellationError`.
    func start() async throws
}
