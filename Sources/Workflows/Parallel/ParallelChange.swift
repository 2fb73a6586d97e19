package import ComposeModel
package import Diagnostics

/// Something that is done otherwise in a project that runs beside another one of the same files.
package struct ParallelChange: Sendable, Hashable {
    /// The service that it is about; `nil` for the whole project.
    package var service: ServiceName?
    /// What the files say, in lower case: `network mode 'host'`.
    package var what: String
    /// What is done in its place: `a network of its own`.
    package var instead: String
    /// Where the files say it.
    package var path: ProjectPath?
}
