import EngineAPI
import Operations
import OrderedCollections
import TerminalOutput

/// The processes of containers in one table.
///
/// - Shape: columns `SERVICE` and `#`, then what the engine has, `CMD` last; `-` where a container has no such column.
/// - Source: docker compose's `top`.
struct ProcessTable {
    /// The table; empty when nothing runs.
    let text: String

    /// Puts processes into a table.
    init(_ containers: [ListProcesses.Row]) {
        var columns: OrderedSet = ["SERVICE", "#"]
        var rows: [[String: String]] = []
        for container in containers {
            columns.formUnion(container.processes.titles)
            for process in container.processes.processes {
                var row = ["SERVICE": container.service, "#": container.number]
                for (title, value) in zip(container.processes.titles, process) { row[title] = value }
                rows.append(row)
            }
        }
        // It is the longest.
        if columns.remove("CMD") != nil { columns.append("CMD") }
        text =
            rows.isEmpty
            ? ""
            : Table(
                headings: Array(columns),
                rows: rows.map { row in columns.map { row[$0] ?? "-" } },
                minimumWidth: 4,
                gap: 2
            )
            .text
    }
}
