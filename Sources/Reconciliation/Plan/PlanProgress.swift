/// How far a plan has been carried out.
package struct PlanProgress: Sendable, Hashable {
    /// The steps that were begun, whatever became of them.
    package var begun: Set<Int> = []
    /// The steps that are done.
    package var done: Set<Int> = []

    /// Creates the progress of a plan that nobody has begun.
    package init() {}
}
