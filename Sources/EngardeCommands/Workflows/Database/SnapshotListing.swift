import TerminalOutput
import Workflows

/// Snapshots as `db list` prints them.
struct SnapshotListing {
    /// The snapshots.
    let snapshots: [Snapshot]
    /// Seconds since 1970, for "5 minutes ago".
    let now: Int64

    /// Only the names, a line each.
    var names: String { snapshots.map { $0.name + "\n" }.joined() }

    /// Prints the snapshots.
    ///
    /// - Parameter format: `table`, `json`, a template, or `table` and a template.
    /// - Throws: `TemplateError`.
    func text(format: String) throws -> String {
        let now = now
        let listing = Listing<Snapshot>(
            fields: [
                .init("Bound") { .text($0.isBound ? "true" : "false") },
                .init("Branch") { .text($0.branch ?? "") },
                .init("Created") { .number(Int($0.time)) },
                .init("Engine") { .text($0.engine) },
                .init("Image") { .text($0.image) },
                .init("Name") { .text($0.name) },
                .init("Service", heading: "DATABASE") { .text($0.service) },
                .init("Size") { .number(Int($0.size)) },
                .init("Version") { .text($0.version ?? "") },
                .shown("Age", heading: "CREATED") { "\(HumanDuration.text(ofSeconds: max(0, now - $0.time))) ago" },
                .shown("BranchText", heading: "BRANCH") { ($0.branch ?? "") + ($0.isBound ? " (bound)" : "") },
                .shown("SizeText", heading: "SIZE") { ByteText.decimal($0.size) },
            ],
            table: #"{{.Name}}\t{{.Age}}\t{{.SizeText}}\t{{.Service}}\t{{.Image}}\t{{.Version}}\t{{.BranchText}}"#
        )
        return try listing.text(of: snapshots, format: format)
    }
}
