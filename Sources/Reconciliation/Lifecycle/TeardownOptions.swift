package import ComposeModel

/// What `down` removes.
package struct TeardownOptions: Sendable, Hashable {
    /// Which images are removed.
    package enum Images: String, Sendable, Hashable, CaseIterable {
        /// Those that were built without a name of their own.
        case local
        /// All that services use.
        case all
    }

    /// The services that are taken down, with all that depend on them; empty means the whole project.
    package var services: Set<ServiceName> = []
    /// Whether named volumes that are not external, and anonymous ones, go too.
    package var removesVolumes = false
    /// Whether containers of services that the project does not have go too.
    package var removesOrphans = false
    /// Which images go too; `nil` is none.
    package var images: Images?
    /// How long a container may take to stop; `nil` is its own setting.
    package var stopTimeout: Duration?

    /// Creates options with the defaults of `down`.
    package init() {}
}
