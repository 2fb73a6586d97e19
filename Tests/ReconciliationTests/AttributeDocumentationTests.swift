import Foundation
@testable import Reconciliation
import Testing

/// What the documentation says of attributes is what the table says.
///
/// `ENGARDE_RECORD=1` writes it anew, and fails, so that nobody takes a recording for a test.
@Suite struct AttributeDocumentationTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/Compatibility.md")
    private static let mark = "<!-- attributes: generated from the table -->\n"

    @Test func theDocumentationSaysWhatTheTableSays() throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        let range = try #require(text.range(of: Self.mark))
        let whole = text[..<range.upperBound] + Self.attributes
        if ProcessInfo.processInfo.environment["ENGARDE_RECORD"] == "1" {
            try Data(whole.utf8).write(to: Self.file)
            Issue.record("recorded the attributes")
            return
        }
        #expect(text == whole)
    }

    private static var attributes: String {
        var refused: [(String, String)] = []
        var withoutEffect: [(String, String)] = []
        var exceptions: [(String, String)] = []
        var uncompared: [(String, String)] = []
        var applied: [String] = []
        for row in AttributeTable.rows.sorted(by: { $0.path < $1.path }) {
            switch row.effect {
            case .refused(let reason): refused.append((row.path, reason))
            case .none(let reason): withoutEffect.append((row.path, reason))
            case .applied:
                if isSaidFirst(row) { applied.append("`\(row.path.replacing(/^services\.\*\./, with: ""))`") }
            }
            if let exception = row.exception { exceptions.append((row.path, exception)) }
            if let reason = row.uncompared { uncompared.append((row.path, reason)) }
        }
        return """

            Applied, each with all that is below it and not named otherwise (without a section: those of a service):
            \(applied.joined(separator: ", ")).

            Of these, some forms are refused by `up` and `build`, with file and line:

            \(table("Refused", exceptions))

            Refused altogether, with file and line, by what would need it:

            \(table("Why", refused))

            Without effect on a single engine:

            \(table("Why", withoutEffect))

            When a container that another tool made is compared with the files, these are not looked at:

            \(table("Why", uncompared))

            """
    }

    /// Whether no row around it says the same.
    private static func isSaidFirst(_ row: AttributeRow) -> Bool {
        let parent = row.path.split(separator: ".").dropLast().joined(separator: ".")
        guard case .applied = AttributeTable.row(for: parent)?.effect else { return true }
        return false
    }

    private static func table(_ heading: String, _ rows: [(String, String)]) -> String {
        (["| Attribute | \(heading) |", "|---|---|"] + rows.map { "| `\($0)` | \($1) |" }).joined(separator: "\n")
    }
}
