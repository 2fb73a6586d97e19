import EngineAPI
import Operations
import TerminalOutput

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Containers as `ps` prints them, in the words of docker compose.
///
/// - Source: docker compose's `ContainerContext` and docker's container formatter.
struct ContainerListing {
    /// The table that is printed when nothing else is asked for.
    static let table =
        #"{{.Name}}\t{{.Image}}\t{{.Command}}\t{{.Service}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}"#
    /// What `--format raw` stands for.
    private static let raw = """
        container_id: {{.ID}}
        image: {{.Image}}
        command: {{.Command}}
        created_at: {{.CreatedAt}}
        state: {{- pad .State 1 0}}
        status: {{- pad .Status 1 0}}
        names: {{.Names}}
        labels: {{- pad .Labels 1 0}}
        ports: {{- pad .Ports 1 0}}

        """
    /// The containers.
    let rows: [ContainerRow]
    /// Whether long values are cut, as they are in a table.
    let isTruncated: Bool
    /// Seconds since 1970, for "5 minutes ago".
    let now: Int64
    /// Which services are watched, for the table that is printed when nothing else is asked for.
    var overview: WatchOverview?

    /// Prints the containers.
    ///
    /// - Parameter format: `table`, `json`, `raw`, a template, or `table` and a template.
    /// - Throws: `TemplateError`.
    func text(format: String) throws -> String {
        var listing = Listing(fields: fields, table: Self.table, raw: Self.raw)
        if let overview, overview.isWorthShowing {
            listing.fields.append(.shown("Watch") { overview.text(for: $0.service) })
            listing.table += #"\t{{.Watch}}"#
        }
        return try listing.text(of: rows, format: format)
    }

    private var fields: [Listing<ContainerRow>.Field] {
        let (isTruncated, now) = (isTruncated, now)
        @Sendable func cut(_ text: String, to length: Int) -> String {
            isTruncated && text.count > length ? "\(text.prefix(length - 1))…" : text
        }
        return [
            .init("Command") { .text(Self.quoted(cut($0.command, to: 20))) },
            .init("CreatedAt", heading: "CREATED AT") { .text(Self.time($0.created)) },
            .init("ExitCode", heading: "EXIT CODE") { .number($0.exitCode) },
            .init("Health") { .text($0.health) },
            .init("ID", heading: "CONTAINER ID") { .text(isTruncated ? String($0.id.prefix(12)) : $0.id) },
            .init("Image") { .text($0.image) },
            .label(\.labels),
            .labels(\.labels),
            .init("LocalVolumes", heading: "LOCAL VOLUMES") { .text(String($0.localVolumes)) },
            .init("Mounts") { .text($0.mounts.map { cut($0, to: 15) }.joined(separator: ",")) },
            .init("Name") { .text($0.name) },
            .init("Names") { row in
                let own = isTruncated ? row.names.first { !$0.contains("/") } : nil
                return .text(own ?? row.names.joined(separator: ","))
            },
            .init("Networks") { .text($0.networks.joined(separator: ",")) },
            .init("Ports") { .text(PublishedPorts($0.publishers).text) },
            .init("Project") { .text($0.project) },
            .init("Publishers") { .list($0.publishers.map(Self.value)) },
            .init("RunningFor", heading: "CREATED") {
                .text("\(HumanDuration.text(ofSeconds: now - $0.created)) ago")
            },
            .init("Service") { .text($0.service) },
            // Not asked for, since the engine computes it slowly; docker compose does not ask either.
            .init("Size") { _ in .text("0B") },
            .init("State") { .text($0.state.description) },
            .init("Status") { .text($0.status) },
        ]
    }

    private static func value(of port: ContainerRow.Publisher) -> TemplateValue {
        .record([
            ("URL", .text(port.url)), ("TargetPort", .number(Int(port.targetPort))),
            ("PublishedPort", .number(Int(port.publishedPort))), ("Protocol", .text(port.transport)),
        ])
    }

    /// In double quotes, as Go's `strconv.Quote` writes them.
    private static func quoted(_ text: String) -> String { TemplateValue.text(text).json }

    private static func time(_ seconds: Int64) -> String {
        let text = Date(timeIntervalSince1970: TimeInterval(seconds))
            .formatted(.iso8601.year().month().day().time(includingFractionalSeconds: false).dateTimeSeparator(.space))
        return "\(text.hasSuffix("Z") ? String(text.dropLast()) : text) +0000 UTC"
    }
}
