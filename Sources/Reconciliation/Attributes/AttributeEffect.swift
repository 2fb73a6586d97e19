/// What becomes of an attribute of a Compose file on a single engine.
package enum AttributeEffect: Sendable, Hashable {
    /// It decides something.
    case applied(Scope)
    /// Whatever would need it is refused, for this reason.
    case refused(because: String)
    /// It is read, and decides nothing, for this reason.
    case none(because: String)

    /// What an attribute decides.
    package enum Scope: Sendable, Hashable {
        /// What containers are made from; a change of it replaces them.
        case container
        /// Which steps there are, their order, and what they do besides.
        case plan
        /// What is pulled or built.
        case image
        /// What the files mean; it is resolved when they are loaded.
        case loading
        /// What `watch` does.
        case watching
        /// Whose lines are shown.
        case output
    }
}
