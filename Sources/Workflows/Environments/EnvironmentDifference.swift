package import Diagnostics

/// One value that two environments do not have in common.
package struct EnvironmentDifference: Sendable, Hashable {
    /// Whether they should.
    package let group: DifferenceGroup
    /// The way to the value, in the first environment if it is there.
    package let path: ProjectPath
    /// The value of the first environment; `nil` where it has none.
    package let first: Value?
    /// The value of the second environment; `nil` where it has none.
    package let second: Value?

    /// A value of an environment.
    package struct Value: Sendable, Hashable {
        /// The value on one line; a collection as JSON. Of what may be secret there is only `…`.
        package let text: String
        /// Where it is written, or what it follows from.
        package let position: SourcePosition
    }
}
