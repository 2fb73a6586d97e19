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
        #"table {{.Name}}\t{{.Image}}\t{{.Command}}\t{{.Service}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}"#
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
    /// The headings that are not the field's name in capitals.
    private static let headings = [
        "ID": "CONTAINER ID", "CreatedAt": "CREATED AT", "RunningFor": "CREATED", "LocalVolumes": "LOCAL VOLUMES",
        "ExitCode": "EXIT CODE",
    ]

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
        switch format {
        case "table", "": return try table(Self.unescaped(String(Self.table.dropFirst("table".count))), overview)
        case "json": return try lines("{{json .}}")
        case "raw": return try lines(Self.raw)
        case _ where format.hasPrefix("table"):
            return try table(Self.unescaped(String(format.dropFirst("table".count))), nil)
        default: return try lines(Self.unescaped(format))
        }
    }

    private func table(_ source: String, _ overview: WatchOverview?) throws -> String {
        let template = try Template(source)
        let watch = overview.flatMap { $0.isWorthShowing ? $0 : nil }
        func cells(_ value: TemplateValue) throws -> [String] {
            try template.text(for: value).split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        return Table(
            headings: try cells(Self.heading) + (watch.map { _ in ["WATCH"] } ?? []),
            rows: try rows.map { row in
                try cells(value(of: row)) + (watch.map { [$0.text(for: row.service)] } ?? [])
            }
        )
        .text
    }

    private func lines(_ source: String) throws -> String {
        let template = try Template(source)
        return try rows.map { try template.text(for: value(of: $0)) + "\n" }.joined()
    }

    /// Shells hand `\t` and `\n` on as they are.
    private static func unescaped(_ format: String) -> String {
        var text = format[...].drop { $0 == " " }
        while text.last == " " { text = text.dropLast() }
        return String(text).replacing("\\t", with: "\t").replacing("\\n", with: "\n")
    }

    /// Each field's heading in place of its value.
    private static var heading: TemplateValue {
        let names = ContainerListing(rows: [], isTruncated: true, now: 0).fields(
            of: ContainerRow(name: "", service: "", project: "")
        ).map(\.name)
        let label = TemplateValue.function { arguments in
            guard case .text(let name)? = arguments.first else { return .text("LABEL") }
            let last = name.split(separator: ".").last.map(String.init) ?? name
            return .text(last.replacing("-", with: " ").replacing("_", with: " "))
        }
        return .record(names.map { ($0, $0 == "Label" ? label : .text(headings[$0] ?? $0.uppercased())) })
    }

    private func value(of row: ContainerRow) -> TemplateValue { .record(fields(of: row)) }

    private func fields(of row: ContainerRow) -> [(name: String, value: TemplateValue)] {
        let own = isTruncated ? row.names.first { !$0.contains("/") } : nil
        let label = TemplateValue.function { arguments in
            guard arguments.count == 1, case .text(let name) = arguments[0] else {
                throw TemplateError("'Label' takes the name of a label")
            }
            return .text(row.labels[name] ?? "")
        }
        let labels = row.labels.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: ",")
        let mounts = row.mounts.map { cut($0, to: 15) }.joined(separator: ",")
        let texts: [(String, String)] = [
            ("Command", Self.quoted(cut(row.command, to: 20))), ("CreatedAt", Self.time(row.created)),
            ("Health", row.health), ("ID", isTruncated ? String(row.id.prefix(12)) : row.id), ("Image", row.image),
            ("Labels", labels), ("LocalVolumes", String(row.localVolumes)), ("Mounts", mounts), ("Name", row.name),
            ("Names", own ?? row.names.joined(separator: ",")), ("Networks", row.networks.joined(separator: ",")),
            ("Ports", PublishedPorts(row.publishers).text), ("Project", row.project),
            ("RunningFor", "\(HumanDuration.text(ofSeconds: now - row.created)) ago"), ("Service", row.service),
            // Not asked for, since the engine computes it slowly; docker compose does not ask either.
            ("Size", "0B"), ("State", row.state.description), ("Status", row.status),
        ]
        var fields: [(name: String, value: TemplateValue)] = texts.map { ($0, .text($1)) }
        fields.append(("ExitCode", .number(row.exitCode)))
        fields.append(("Label", label))
        fields.append(("Publishers", .list(row.publishers.map(Self.value))))
        return fields.sorted { $0.name < $1.name }
    }

    private static func value(of port: ContainerRow.Publisher) -> TemplateValue {
        .record([
            ("URL", .text(port.url)), ("TargetPort", .number(Int(port.targetPort))),
            ("PublishedPort", .number(Int(port.publishedPort))), ("Protocol", .text(port.transport)),
        ])
    }

    private func cut(_ text: String, to length: Int) -> String {
        isTruncated && text.count > length ? "\(text.prefix(length - 1))…" : text
    }

    /// In double quotes, as Go's `strconv.Quote` writes them.
    private static func quoted(_ text: String) -> String { TemplateValue.text(text).json }

    private static func time(_ seconds: Int64) -> String {
        let text = Date(timeIntervalSince1970: TimeInterval(seconds))
            .formatted(.iso8601.year().month().day().time(includingFractionalSeconds: false).dateTimeSeparator(.space))
        return "\(text.hasSuffix("Z") ? String(text.dropLast()) : text) +0000 UTC"
    }
}
