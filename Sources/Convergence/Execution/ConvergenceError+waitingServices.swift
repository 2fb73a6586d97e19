import ComposeModel
import Diagnostics
import OrderedCollections
import Reconciliation

extension ConvergenceError {
    /// The error together with the services that are not started because of it; itself when there are none.
    func holdingUp(_ services: [WaitingService]) -> ConvergenceError {
        services.isEmpty ? self : .holdingUp(services, self)
    }
}

extension Diagnostic {
    /// Says first which services wait for what failed, and which for those.
    ///
    /// - Shape: a note for each service that is waited for: `'api', 'worker' wait for service 'db'`.
    func naming(_ services: some Sequence<WaitingService>) -> Diagnostic {
        var names: OrderedDictionary<ServiceName, [ServiceName]> = [:]
        for service in services { names[service.dependency, default: []].append(service.name) }
        let chain = names.map { dependency, names in
            let verb = names.count == 1 ? "waits" : "wait"
            return Note(title: "\(names.map { "'\($0)'" }.joined(separator: ", ")) \(verb) for service '\(dependency)'")
        }
        var result = self
        result.notes = chain + notes
        return result
    }
}
