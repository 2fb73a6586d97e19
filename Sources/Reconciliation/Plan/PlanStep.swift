/// One node of a plan: what is done, why, and after what.
package struct PlanStep: Sendable, Hashable {
    /// The step's number in its plan, from 1; a step's dependencies have smaller numbers.
    package var id: Int
    /// What is done.
    package var operation: Operation
    /// Why it is done, as people read it: `it does not exist`, `environment.DEBUG: false → true`.
    package var cause: String
    /// The numbers of the steps that have to be done before, ascending.
    package var after: [Int]

    /// The step as a line of a plan's text.
    ///
    /// - Shape: `3. create container hq-db-1 after 1, 2  # it does not exist`.
    package var text: String {
        let order = after.isEmpty ? "" : " after \(after.map(String.init).joined(separator: ", "))"
        return "\(id). \(operation)\(order)  # \(cause)"
    }
}
