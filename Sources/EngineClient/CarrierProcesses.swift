internal import Synchronization

/// The processes whose connection is closed, and that have not ended yet.
final class CarrierProcesses: Sendable {
    private let dismissed = Mutex<[ObjectIdentifier: CarrierProcess]>([:])

    /// Lets a process end whose connection is closed; one that does not is made to.
    func dismiss(_ process: CarrierProcess) {
        dismissed.withLock { $0[ObjectIdentifier(process)] = process }
        process.awaitEnd { [self] in
            _ = dismissed.withLock { $0.removeValue(forKey: ObjectIdentifier(process)) }
        }
    }

    /// Ends those that are left.
    func endAll() {
        for process in dismissed.withLock({ Array($0.values) }) { process.terminate() }
    }
}
