/// How a container stands in what a verb does with a project.
package enum ContainerStanding: String, Sendable, Hashable, Encodable {
    /// It runs, as it should, and stays as it is.
    case running
    /// It does not run, as it should, and stays as it is.
    case stopped
    /// It stands in the place of another one, under its name.
    case recreated
    /// It is about to be stopped and started again.
    case restarting
}
