import ComposeLoader
package import ComposeModel
import EngineAPI
import EngineClient
package import Operations

/// Gives a checkout a stack of its own: a name and ports, which every verb there then finds.
package struct IsolateCheckout: Sendable {
    private var request: SessionRequest
    private let isFree: @Sendable (UInt16) -> Bool

    /// What a checkout has.
    package struct Outcome: Sendable {
        /// Its stack.
        package var record: IsolationRecord
        /// The volumes of the first stack, by their keys; empty where that is not known.
        package var sources: [ComposeModel.VolumeName: String]
    }

    /// What of the engine matters.
    private struct EngineFacts: Sendable {
        var containers: [ContainerSummary]
        /// Whether its ports are those of this host.
        var isHere: Bool
    }

    /// Creates the operation.
    ///
    /// - Parameter isFree: whether nobody listens at a port of this host.
    package init(_ request: SessionRequest, isFree: (@Sendable (UInt16) -> Bool)? = nil) {
        self.request = request
        self.request.isolation = .none
        self.isFree = isFree ?? { HostPortProbe.isFree($0) }
    }

    /// What is known of the checkout: `nil` where it has no stack and nobody said that it is to have none.
    ///
    /// - Throws: `LoadError`, `IsolationError`.
    package func known() throws -> IsolationRecord? {
        let natural = try request.loadedInSilence()
        let checkout = GitCheckout(around: natural.project.workingDirectory)
        return try request.isolationRecords.record(in: checkout.root, of: natural.project.name)
    }

    /// Whether the checkout is a linked worktree, which a setting for all worktrees is about.
    ///
    /// - Throws: `LoadError`.
    package func isLinked() throws -> Bool {
        GitCheckout(around: try request.loadedInSilence().project.workingDirectory).isLinked
    }

    /// Gives the checkout a stack, or the ports to the one that it has which came to its files meanwhile.
    ///
    /// - Parameter keeps: whether that is recorded; otherwise it is only said what would be.
    /// - Throws: `LoadError`, ``SettingsError``, `IsolationError`, `EngineError`, `CancellationError`.
    package func run(keeping keeps: Bool) async throws -> Outcome {
        let natural = try request.loadedInSilence()
        let range = try StackSettings(of: natural).ports
        let checkout = GitCheckout(around: natural.project.workingDirectory)
        let main = MainProject(of: request, in: checkout)
        let engine = try await request.withEngine { client in
            EngineFacts(
                containers: try await client.containers(all: true),
                isHere: client.endpoint.socketPath != nil
            )
        }
        let records = request.isolationRecords
        guard keeps else {
            let record = try self.record(of: natural.project, checkout, main, range, engine, records)
            return Outcome(record: record, sources: main?.volumes ?? [:])
        }
        let record = try await records.exclusively(request.clock) {
            let record = try self.record(of: natural.project, checkout, main, range, engine, records)
            try records.keep(record)
            return record
        }
        return Outcome(record: record, sources: main?.volumes ?? [:])
    }

    /// Lets the checkout's project go by its own name again.
    ///
    /// - Parameter remembers: whether that is noted even if there is no stack, since a setting asks for one.
    /// - Throws: `LoadError`, `IsolationError`, `EngineError`, `CancellationError`.
    package func undo(remembering remembers: Bool) async throws {
        let natural = try request.loadedInSilence()
        let checkout = GitCheckout(around: natural.project.workingDirectory)
        let records = request.isolationRecords
        var record = try records.record(in: checkout.root, of: natural.project.name)
        guard record != nil || remembers else { return }
        if let record, record.isIsolated {
            let containers = try await request.withEngine { client in
                try await client.containers(all: true, filters: .label(ComposeLabel.project, record.name.rawValue))
            }
            guard containers.isEmpty else {
                throw IsolationError.stackThere(name: record.name.rawValue, containers: containers.count)
            }
        }
        if record == nil {
            record = IsolationRecord(
                name: natural.project.name,
                project: natural.project.name,
                mainProject: natural.project.name,
                checkout: checkout,
                ports: PortAllotment(.init(1, through: 1))
            )
        }
        guard var noted = record else { return }
        noted.isIsolated = false
        try records.keep(noted)
    }

    private func record(
        of natural: Project,
        _ checkout: GitCheckout,
        _ main: MainProject?,
        _ range: PortAllotment.Block,
        _ engine: EngineFacts,
        _ records: IsolationRecords
    ) throws -> IsolationRecord {
        let used = Set(engine.containers.flatMap { $0.ports.compactMap(\.publicPort) })
        let isFree: (UInt16) -> Bool = { port in
            !used.contains(port) && (!engine.isHere || self.isFree(port))
        }
        let wanted = natural.publishedRanges
        let known = try records.record(in: checkout.root, of: natural.name)
        // One that only says that there is to be no stack has no name and no ports of its own.
        if var record = known, record.name != record.project {
            do {
                try record.ports.allot(wanted, isFree: isFree)
            } catch {
                throw IsolationError.portsExhausted(
                    ports: error.ports,
                    range: record.ports.block,
                    stack: record.name.rawValue
                )
            }
            record.isIsolated = true
            return record
        }
        let mainName = main?.project.name ?? natural.name
        let others = records.all().filter { $0.worktree != checkout.root || $0.project != natural.name }
        var taken = Set(others.map(\.name.rawValue))
        taken.formUnion([mainName.rawValue, natural.name.rawValue])
        for container in engine.containers {
            let labels = ComposeLabels(container.labels)
            guard let project = labels.project, labels.workingDirectory != natural.workingDirectory else { continue }
            taken.insert(project.rawValue)
        }
        let name = IsolationRecord.name(of: mainName, in: checkout.name) { taken.contains($0) }
        let ports: PortAllotment
        do {
            ports = try PortAllotment(
                for: wanted,
                within: range,
                // Other users of the engine have records of their own, and may look for ports now.
                seed: SourceFingerprint(of: Array("\(name) \(checkout.root)".utf8)).checksum,
                besides: others.map(\.ports.block),
                isFree: isFree
            )
        } catch {
            throw IsolationError.portsExhausted(ports: error.ports, range: range, stack: nil)
        }
        return IsolationRecord(
            name: name,
            project: natural.name,
            mainProject: mainName,
            checkout: checkout,
            ports: ports
        )
    }
}
