/// What is removed of what is left over.
package struct CleaningOptions: Sendable, Hashable {
    /// Whether volumes go that no container mounts, with what they hold, and the anonymous ones of containers that go.
    package var includesVolumes = false
    /// Whether images go that have names, and all that the engine's builder keeps and no build uses.
    package var includesEverythingBuilt = false

    /// Creates options that lose nothing which a build or a start does not make again.
    package init() {}
}
