/// Whether a checkout's project is loaded as a stack of its own.
package enum IsolationChoice: Sendable, Hashable {
    /// If the checkout has one.
    case recorded
    /// Never: as its files say.
    case none
    /// As this one, whether it is recorded or not.
    case stack(IsolationRecord)
}
