package import ComposeModel
import EngineAPI
package import EngineClient
import Reconciliation

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Lists a project's containers.
package struct ListContainers: Sendable {
    private let client: EngineClient
    private let project: ProjectName
    private let services: Set<ServiceName>
    private let includesStopped: Bool
    private let now: Int64

    /// Creates the operation.
    ///
    /// - Parameters:
    ///   - services: those whose containers are listed; empty means all.
    ///   - includesStopped: whether containers that do not run are listed too.
    ///   - now: seconds since 1970, for "5 minutes ago".
    package init(
        of project: ProjectName,
        client: EngineClient,
        services: Set<ServiceName> = [],
        includesStopped: Bool = false,
        now: Int64 = Int64(Date().timeIntervalSince1970)
    ) {
        self.client = client
        self.project = project
        self.services = services
        self.includesStopped = includesStopped
        self.now = now
    }

    /// The containers, ordered by name.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func run() async throws -> [ContainerRow] {
        let summaries = try await client.containers(
            all: includesStopped,
            filters: .label(ComposeLabel.project, project.rawValue)
        )
        .filter { summary in
            guard summary.labels[ComposeLabel.configurationHash] != nil else { return false }
            guard summary.labels[ComposeLabel.oneOff] != "True" || includesStopped else { return false }
            return services.isEmpty || services.contains(ServiceName(summary.labels[ComposeLabel.service] ?? ""))
        }
        let rows = try await withThrowingTaskGroup(of: ContainerRow?.self) { group in
            for summary in summaries { group.addTask { try await row(summary) } }
            var rows: [ContainerRow] = []
            for try await row in group {
                if let row { rows.append(row) }
            }
            return rows
        }
        return rows.sorted { $0.name < $1.name }
    }

    private func row(_ summary: ContainerSummary) async throws -> ContainerRow? {
        let state: ContainerState
        do {
            state = try await client.inspectContainer(summary.id).state
        } catch EngineError.notFound {
            return nil
        }
        let health = state.health.map { $0.status == .none ? "" : $0.status.rawValue } ?? ""
        return ContainerRow(
            command: Self.quoted(summary.command),
            createdAt: Self.time(summary.created),
            exitCode: state.exitCode,
            health: health,
            id: summary.id.shortForm,
            image: summary.image,
            // It holds every value of the container's environment.
            labels: summary.labels.filter { $0.key != ComposeLabel.blueprint }.sorted { $0.key < $1.key }.map {
                "\($0)=\($1)"
            }.joined(separator: ","),
            localVolumes: String(summary.mounts.filter { $0.type == .volume && $0.driver == "local" }.count),
            mounts: summary.mounts.map { $0.name.isEmpty ? $0.source : $0.name }.joined(separator: ","),
            name: summary.name,
            names: summary.slashedNames.map { String($0.drop { $0 == "/" }) }.joined(separator: ","),
            networks: summary.networkSettings.networks.keys.sorted().joined(separator: ","),
            ports: Self.ports(summary.ports),
            project: project.rawValue,
            publishers: summary.ports.map {
                ContainerRow.Publisher(
                    url: $0.hostIP,
                    targetPort: $0.privatePort,
                    publishedPort: $0.publicPort ?? 0,
                    transport: $0.transport.rawValue
                )
            },
            runningFor: "\(HumanDuration.text(ofSeconds: now - summary.created)) ago",
            service: summary.labels[ComposeLabel.service] ?? "",
            size: "0B",
            state: summary.state.description,
            status: summary.status
        )
    }

    private static func quoted(_ command: String) -> String {
        "\"\(command.count > 20 ? command.prefix(19) + "…" : command[...])\""
    }

    private static func ports(_ ports: [ContainerSummary.Port]) -> String {
        ports.sorted { ($0.privatePort, $0.hostIP) < ($1.privatePort, $1.hostIP) }.map { port in
            guard let published = port.publicPort else { return "\(port.privatePort)/\(port.transport.rawValue)" }
            let address = port.hostIP.contains(":") ? "[\(port.hostIP)]" : port.hostIP
            return "\(address.isEmpty ? "" : "\(address):")\(published)->\(port.privatePort)/\(port.transport.rawValue)"
        }
        .joined(separator: ", ")
    }

    private static func time(_ seconds: Int64) -> String {
        let text = Date(timeIntervalSince1970: TimeInterval(seconds))
            .formatted(.iso8601.year().month().day().time(includingFractionalSeconds: false).dateTimeSeparator(.space))
        return "\(text.hasSuffix("Z") ? String(text.dropLast()) : text) +0000 UTC"
    }
}

/// Lengths of time as docker puts them.
package enum HumanDuration {
    /// The length in words: `Less than a second`, `5 seconds`, `About an hour`, `3 weeks`.
    ///
    /// - Source: docker's `units.HumanDuration`.
    package static func text(ofSeconds seconds: Int64) -> String {
        let minutes = seconds / 60
        let hours = Int64((Double(seconds) / 3_600).rounded())
        switch seconds {
        case ..<1: return "Less than a second"
        case 1: return "1 second"
        case ..<60: return "\(seconds) seconds"
        default: break
        }
        switch minutes {
        case 1: return "About a minute"
        case ..<60: return "\(minutes) minutes"
        default: break
        }
        switch hours {
        case ...1: return "About an hour"
        case ..<48: return "\(hours) hours"
        case ..<(24 * 7 * 2): return "\(hours / 24) days"
        case ..<(24 * 30 * 2): return "\(hours / 24 / 7) weeks"
        case ..<(24 * 365 * 2): return "\(hours / 24 / 30) months"
        default: return "\(hours / 24 / 365) years"
        }
    }
}
