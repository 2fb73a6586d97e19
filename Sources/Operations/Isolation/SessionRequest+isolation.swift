import ComposeLoader
import ComposeModel

extension SessionRequest {
    /// What is known of the stacks of this user's checkouts.
    package var isolationRecords: IsolationRecords {
        IsolationRecords(environment: load.environment, homeDirectory: homeDirectory)
    }

    /// The project as the stack of its checkout, where that has one.
    ///
    /// It is loaded once more under the stack's name, so that everything follows that is made of the name; then what would
    /// be shared with others is rewritten, see ``IsolatedProject``.
    ///
    /// - Parameters:
    ///   - natural: the project as its files say.
    ///   - files: where they are read.
    /// - Throws: `LoadError`, ``IsolationError``.
    func isolated(_ natural: LoadedProject, through files: any ProjectFiles) throws -> LoadedProject {
        guard load.interpolates, let record = try stack(of: natural), record.isIsolated else { return natural }
        var ports = record.ports
        do {
            // What `up` has not looked at yet: whether somebody uses the port is not known.
            try ports.allot(natural.project.publishedRanges) { _ in true }
        } catch {
            throw IsolationError.portsExhausted(
                ports: error.ports,
                range: ports.block,
                stack: record.name.rawValue
            )
        }
        var current = record
        current.ports = ports
        var request = load
        request.projectName = record.name.rawValue
        request.environment.merge(current.variables) { $1 }
        let named = try ProjectLoader(files: files).load(request)
        let isolated = IsolatedProject(named.project, ports: ports)
        var loaded = named.rewritten(as: isolated.project)
        loaded.warnings += loaded.located(isolated.warnings)
        return loaded
    }

    private func stack(of natural: LoadedProject) throws -> IsolationRecord? {
        switch isolation {
        case .none: return nil
        case .stack(let record): return record
        case .recorded:
            let records = isolationRecords
            guard !records.isEmpty else { return nil }
            let checkout = GitCheckout(around: natural.project.workingDirectory)
            return try records.record(in: checkout.root, of: natural.project.name)
        }
    }
}
