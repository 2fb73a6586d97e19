import Operations
import SessionEvents
import TerminalOutput
import Workflows

extension DatabaseCommand {
    /// `db snapshot`: afterwards the snapshot is named.
    func takeSnapshot(_ invocation: Invocation) async throws -> TerminationStatus {
        let surroundings = invocation.surroundings
        return try await invocation.runWorkflow("db") { context, session in
            let project = try DatabaseProject(session, in: context)
            let database = try project.database(named: service)
            return try TakeSnapshot(project, of: database, name: argument, isBound: branch)
        } report: { workflow, end in
            if let snapshot = workflow.snapshot {
                let size = ByteText.decimal(snapshot.size)
                surroundings.output.write("\(snapshot.name)  \(size)\n", to: .data)
            }
            return end
        }
    }

    /// `db snapshot --remove`.
    func removeSnapshot(_ invocation: Invocation) async throws -> TerminationStatus {
        let name = argument ?? ""
        return try await invocation.runWorkflow("db") { context, session in
            RemoveSnapshot(try DatabaseProject(session, in: context), name: name)
        }
    }

    /// `db restore`.
    func restore(_ invocation: Invocation) async throws -> TerminationStatus {
        try await invocation.runWorkflow("db") { context, session in
            let project = try DatabaseProject(session, in: context)
            var options = RestoreSnapshot.Options()
            options.isAgreed = yes
            options.keepsPresent = !noBackup
            var name = argument ?? ""
            if name.isEmpty { name = try await SnapshotStore(session.session).newest() }
            return RestoreSnapshot(project, name: name, service: service, options: options)
        }
    }

    /// `db list`.
    func list(_ invocation: Invocation) async throws -> TerminationStatus {
        let surroundings = invocation.surroundings
        return try await invocation.withNamedSession("db", naming: []) { session in
            let listing = SnapshotListing(
                snapshots: try await SnapshotStore(session).list(),
                now: surroundings.wallClock.now.components.seconds
            )
            let text = quiet ? listing.names : try listing.text(format: format)
            surroundings.output.write(text, to: .data)
            return .done
        }
    }

    /// `db reset`.
    func reset(_ invocation: Invocation) async throws -> TerminationStatus {
        try await invocation.runWorkflow("db") { context, session in
            let project = try DatabaseProject(session, in: context)
            var options = ResetDatabase.Options()
            options.isAgreed = yes
            options.migrates = migrate
            options.snapshot = snapshot
            return try ResetDatabase(project, of: try project.database(named: service), options: options)
        }
    }
}
