import Operations
import TerminalOutput

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What became of edits, as `engarde sync --log` prints it.
///
/// - Shape: in a table, the time at which the first change of a batch was noticed (UTC), and how long after that its files were in
///   the containers, these were restarted and ready. In JSON the times are seconds since 1970.
enum ReceiptListing {
    /// The text, with its final line break.
    ///
    /// - Throws: `TemplateError`, `EncodingError`.
    static func text(of receipts: [LoggedReceipt], format: String) throws -> String {
        if format == "json" { return try receipts.map { try $0.json() + "\n" }.joined() }
        let listing = Listing<LoggedReceipt>(
            fields: [
                .init("ID") { .text($0.identifier) },
                .init("Service") { .text($0.service) },
                .init("Action") { .text($0.action) },
                .init("Detected") { .text(time($0.detected)) },
                .init("Applied") { .text(span(from: $0.detected, to: $0.applied)) },
                .init("Restarted") { .text(span(from: $0.detected, to: $0.restarted)) },
                .init("Ready") { .text(span(from: $0.detected, to: $0.ready)) },
                .init("Paths") { .text(paths(of: $0)) },
            ],
            table:
                #"{{.Detected}}\t{{.ID}}\t{{.Service}}\t{{.Action}}\t{{.Applied}}\t{{.Restarted}}\t{{.Ready}}\t{{.Paths}}"#
        )
        return try listing.text(of: receipts, format: format)
    }

    private static func time(_ seconds: Double) -> String {
        let date = Date(timeIntervalSince1970: seconds)
        return date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private static func span(from detected: Double, to end: Double?) -> String {
        guard let end else { return "" }
        return Duration.microseconds(Int64(((end - detected) * 1_000_000).rounded())).text
    }

    private static func paths(of receipt: LoggedReceipt) -> String {
        let shown = receipt.paths.prefix(3).joined(separator: " ")
        let others = receipt.count - min(3, receipt.paths.count)
        return others > 0 ? "\(shown) (+\(others))" : shown
    }
}
