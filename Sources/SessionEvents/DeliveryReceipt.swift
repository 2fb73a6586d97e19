/// What became of a batch of changes: told when it is in a service's containers and, if these were restarted for it, when they
/// are ready again or will not be.
package struct DeliveryReceipt: Sendable, Hashable, Encodable {
    /// How many paths are named at most.
    package static let capacity = 20

    /// Tells it from all other batches.
    package var identifier: String
    /// What was done.
    package var action: AppliedChange.Action
    /// The first paths of the batch in order, relative to the project directory where possible; none after a comparison.
    package var paths: [String]
    /// How many paths the batch had.
    package var count: Int
    /// From the first change of the batch until its files were in the containers.
    package var applied: Seconds
    /// From the first change until the containers were restarted; `nil` if they were not to be.
    package var restarted: Seconds?
    /// From the first change until the restarted containers were ready; `nil` if none was restarted, or they did not become
    /// ready.
    package var ready: Seconds?

    /// Creates a receipt with an identifier of its own.
    ///
    /// - Parameters:
    ///   - paths: all paths, or at least the first ``capacity`` ones.
    ///   - count: how many there are.
    package init(action: AppliedChange.Action, paths: some Sequence<String>, count: Int, applied: Duration) {
        identifier = String(UInt64.random(in: 0x1_0000_0000...0xff_ffff_ffff), radix: 16)
        self.action = action
        self.paths = Array(paths.prefix(Self.capacity))
        self.count = count
        self.applied = Seconds(applied)
    }

    /// From the first change until the last thing that is known of the batch.
    package var elapsed: Duration { (ready ?? restarted ?? applied).duration }
}
