import Diagnostics
import TerminalOutput
import Workflows

/// The report of a production check as people read it.
///
/// - Shape: a table with a row for each finding; then what failed and what is probably not meant, as diagnostics; then a line that
///   counts, and where a project that was kept can be reached.
struct ProductionReportText {
    private let report: ProductionReport
    private let program: String

    /// Shows a report.
    ///
    /// - Parameter program: how the program was called, with the options that a command repeats.
    init(_ report: ProductionReport, program: String) {
        self.report = report
        self.program = program
    }

    /// The text, with its final line break.
    var text: String {
        var parts = [table]
        let diagnostics = report.findings.compactMap(\.diagnostic)
        if !diagnostics.isEmpty { parts.append(Diagnostic.rendered(diagnostics, calling: program) + "\n") }
        parts.append(summary)
        if let addresses = report.addresses { parts.append(kept(addresses)) }
        return parts.joined(separator: "\n")
    }

    private var table: String {
        Table(
            headings: ["SERVICE", "CHECK", "WANTED", "FOUND", "VERDICT", "PLACE"],
            rows: report.findings.map { finding in
                [
                    finding.service ?? "-", finding.check.rawValue, finding.wanted, finding.found,
                    finding.verdict.rawValue, finding.place.map { "\($0.file):\($0.line)" } ?? "",
                ]
            }
        )
        .text
    }

    private var summary: String {
        let failed = report.count(of: .failed)
        let warnings = report.count(of: .warning)
        let verdict = failed == 0 ? "passed" : "\(failed) failed"
        let further = warnings == 0 ? "" : ", \(warnings) \(warnings == 1 ? "warning" : "warnings")"
        return "\(report.findings.count) checks: \(verdict)\(further)\n"
    }

    private func kept(_ addresses: [ProductionReport.Address]) -> String {
        let lines = addresses.map { "  \($0.service) \($0.port)  \($0.host)\n" }
        return "project '\(report.project)' goes on to run\n" + lines.joined()
            + "remove it with '\(program) prod-check --remove'\n"
    }
}
