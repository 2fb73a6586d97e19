import ComposeModel
import Convergence
import Diagnostics
import Reconciliation

/// What came of the start of a project's services.
struct StartOutcome: Sendable, Hashable {
    /// The names of the containers that became ready.
    var ready: Set<String> = []
    /// What is wrong, by service.
    var failures: [ServiceName: Diagnostic] = [:]

    /// Notes which containers became ready.
    init(ready: Set<String> = []) { self.ready = ready }

    /// Notes what an error says of services.
    init(of error: ConvergenceError) {
        for diagnostic in error.diagnostics {
            guard let keys = diagnostic.path?.keys, keys.count > 1, keys[0] == "services" else { continue }
            failures[ServiceName(keys[1])] = failures[ServiceName(keys[1])] ?? diagnostic
        }
    }
}

extension ConvergenceError {
    /// Whether it only says that services did not start, or are not ready.
    var isAboutServices: Bool {
        switch self {
        case .notReady, .hookFailed, .engine(.startContainer, _): true
        case .holdingUp(_, let error): error.isAboutServices
        case .several(let errors): errors.allSatisfy(\.isAboutServices)
        case .engine, .portInUse, .step, .build, .provider, .planCycle: false
        }
    }
}
