package import EngineClient
package import Reconciliation

extension Operation {
    /// Why the engine does not remove what somebody else uses; `nil` for another operation, or another reason.
    ///
    /// - Returns: the engine's own words.
    package func use(refusedWith error: EngineError) -> String? {
        switch (self, error) {
        case (.removeImage, .conflict(_, let reason)), (.removeVolume, .conflict(_, let reason)),
            (.removeNetwork, .conflict(_, let reason)):
            reason
        // Docker forbids to remove a network that containers are in; other engines say what a conflict is.
        case (.removeNetwork, .rejected(_, 403, let reason)): reason
        default: nil
        }
    }
}
