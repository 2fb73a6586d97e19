import ComposeModel
import Convergence
import EngineClient
import Reconciliation

extension DebugPort {
    /// Whether an error says that a port that a service publishes is in use, and nothing else.
    static func isTaken(_ port: UInt16, of service: ServiceName, says error: any Error) -> Bool {
        switch error {
        case ReconciliationError.portTaken(let ofService, let text, _): ofService == service && text == "\(port)"
        case ConvergenceError.portInUse(let ofService, let taken, _, _): ofService == service && taken.number == port
        case ConvergenceError.holdingUp(_, let inner): isTaken(port, of: service, says: inner)
        default: false
        }
    }
}
