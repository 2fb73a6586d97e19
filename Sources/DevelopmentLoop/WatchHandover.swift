import ComposeModel

/// What a session that has ended leaves to the next one: what it knew of the files, and what it had not begun.
package struct WatchHandover: Sendable {
    let lanes: [ServiceName: ServiceLane]

    /// Nothing, for a first session.
    package init() { lanes = [:] }

    init(lanes: [ServiceName: ServiceLane]) { self.lanes = lanes }
}
