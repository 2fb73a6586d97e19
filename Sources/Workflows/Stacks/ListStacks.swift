import ComposeLoader
import ComposeModel
import EngineAPI
import EngineClient
package import Operations

/// Lists the stacks of the repository around a directory.
package struct ListStacks: Sendable {
    private let request: SessionRequest

    /// Creates the operation.
    package init(_ request: SessionRequest) { self.request = request }

    /// What is known of the repository's stacks that are isolated, ordered by name.
    package func records() -> [IsolationRecord] { Self.records(in: request.isolationRecords, of: checkout) }

    /// The stacks: that of the first working tree, then the others by name.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func run() async throws -> [Stack] {
        let checkout = self.checkout
        let records = self.records()
        let main = MainProject(of: request, in: checkout)
        let worktrees = try await GitWorktrees.list(of: checkout, environment: request.load.environment)
        let containers = try await request.withEngine { client in
            try await client.containers(all: true, filters: .label(ComposeLabel.project))
        }
        let files = DiskProjectFiles()
        let present = Set(records.map(\.worktree).filter { files.kind(of: $0) == .directory })
        return Self.stacks(
            main: main.map { ($0.project.name.rawValue, checkout.main ?? checkout.root) },
            records: records,
            present: present,
            worktrees: worktrees,
            containers: containers
        )
    }

    private var checkout: GitCheckout { GitCheckout(around: request.load.workingDirectory) }

    private static func records(in known: IsolationRecords, of checkout: GitCheckout) -> [IsolationRecord] {
        known.all().filter { record in
            // What only says that there is to be no stack has none.
            record.repository == checkout.repository && record.name != record.project
        }
    }

    /// Puts together what is known.
    ///
    /// - Parameters:
    ///   - main: the name of the first working tree's project and the path of that; `nil` where there is none.
    ///   - present: the checkouts of stacks that are directories.
    ///   - worktrees: what git says; `nil` where it says nothing.
    static func stacks(
        main: (name: String, worktree: String)?,
        records: [IsolationRecord],
        present: Set<String>,
        worktrees: GitWorktrees?,
        containers: [ContainerSummary]
    ) -> [Stack] {
        let projects = Dictionary(grouping: containers.filter { !ComposeLabels($0.labels).isOneOff }) {
            ComposeLabels($0.labels).project?.rawValue ?? ""
        }
        func stack(_ name: String, _ worktree: String, isMain: Bool, isGone: Bool) -> Stack {
            let own = projects[name] ?? []
            return Stack(
                name: name,
                worktree: worktree,
                branch: worktrees?.branches[worktree] ?? "",
                isMain: isMain,
                isGone: isGone,
                running: own.filter { $0.state == .running }.count,
                total: own.count,
                addresses: addresses(of: own)
            )
        }
        var stacks: [Stack] = []
        if let main, !records.contains(where: { $0.name.rawValue == main.name }) {
            stacks.append(stack(main.name, main.worktree, isMain: true, isGone: false))
        }
        for record in records {
            let isListed = worktrees.map { $0.branches.isEmpty || $0.branches[record.worktree] != nil } ?? true
            stacks.append(
                stack(
                    record.name.rawValue,
                    record.worktree,
                    isMain: false,
                    isGone: !present.contains(record.worktree) || !isListed
                )
            )
        }
        return stacks
    }

    private static func addresses(of containers: [ContainerSummary]) -> [Stack.Address] {
        let all = containers.flatMap { container -> [Stack.Address] in
            let service = ComposeLabels(container.labels).service?.rawValue ?? container.name
            return container.ports.compactMap { port in
                port.publicPort.map {
                    Stack.Address(
                        service: service,
                        target: Int(port.privatePort),
                        port: Int($0),
                        transport: port.transport.rawValue
                    )
                }
            }
        }
        // What is published on all addresses is told once for IPv4 and once for IPv6.
        return Set(all).sorted()
    }
}
