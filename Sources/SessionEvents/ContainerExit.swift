/// The end of what a container wrote: it stopped running.
package struct ContainerExit: Sendable, Hashable {
    /// The container's name without its project, such as `web-1`.
    package var source: String
    /// The exit code of its main process.
    package var code: Int

    /// Describes an exit.
    package init(source: String, code: Int) {
        self.source = source
        self.code = code
    }
}
