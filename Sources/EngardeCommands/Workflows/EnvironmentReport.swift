import Diagnostics
import Workflows

/// What differs between two environments, for people and for programs.
///
/// - Shape:
///   ```
///   must match
///     services.db.image
///       dev   postgres:15   docker-compose.yml:4
///       prod  postgres:16   docker-compose.prod.yml:3
///   should differ
///     services.web.restart
///       dev   (not set)
///       prod  always        docker-compose.prod.yml:6
///   1 difference where dev and prod must match
///   ```
struct EnvironmentReport {
    /// What differs.
    let comparison: EnvironmentComparison
    private let first: String
    private let second: String

    /// The most characters that are shown of a value.
    private static let shownLength = 80

    /// Reports a comparison of two environments with these names.
    init(_ comparison: EnvironmentComparison, of first: String, and second: String) {
        self.comparison = comparison
        self.first = first
        self.second = second
    }

    /// The report for people, with its final line break.
    var text: String {
        var lines: [String] = []
        for group in DifferenceGroup.allCases {
            let differences = comparison.differences.filter { $0.group == group }
            if !differences.isEmpty { lines.append(Self.title(of: group)) }
            for difference in differences { lines += self.lines(of: difference) }
        }
        return (lines + [verdict]).map { $0 + "\n" }.joined()
    }

    private static func title(of group: DifferenceGroup) -> String {
        switch group {
        case .mustMatch: "must match"
        case .shouldDiffer: "should differ"
        case .other: "other"
        }
    }

    private var verdict: String {
        let count = comparison.differences.filter { $0.group == .mustMatch }.count
        guard count > 0 else { return "nothing differs where \(first) and \(second) must match" }
        return "\(count) \(count == 1 ? "difference" : "differences") where \(first) and \(second) must match"
    }

    private func lines(of difference: EnvironmentDifference) -> [String] {
        let nameWidth = max(first.count, second.count)
        let textWidth = max(Self.shown(difference.first).count, Self.shown(difference.second).count)
        var lines = ["  \(difference.path)"]
        for (name, value) in [(first, difference.first), (second, difference.second)] {
            let side = "    \(Self.padded(name, to: nameWidth))  "
            if let value {
                let place = "\(value.position.file):\(value.position.line)"
                lines.append("\(side)\(Self.padded(Self.shown(value), to: textWidth))  \(place)")
            } else {
                lines.append(side + Self.shown(nil))
            }
        }
        return lines
    }

    /// A value on one line that is not too long.
    private static func shown(_ value: EnvironmentDifference.Value?) -> String {
        guard let text = value?.text else { return "(not set)" }
        let line = text.split(whereSeparator: \.isNewline).joined(separator: "⏎")
        return line.count > shownLength ? "\(line.prefix(shownLength))…" : line
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// The report for programs: an object with a line break.
    ///
    /// - Throws: `EncodingError`.
    func json() throws -> String {
        let document = Document(
            first: first,
            second: second,
            matches: comparison.matches,
            differences: comparison.differences.map { difference in
                Document.Difference(
                    group: difference.group,
                    path: difference.path.description,
                    first: difference.first.map { Document.Value($0) },
                    second: difference.second.map { Document.Value($0) }
                )
            }
        )
        return try document.json() + "\n"
    }

    /// The report as JSON has it.
    private struct Document: Encodable {
        var first: String
        var second: String
        var matches: Bool
        var differences: [Difference]

        struct Difference: Encodable {
            var group: DifferenceGroup
            var path: String
            var first: Value?
            var second: Value?
        }

        struct Value: Encodable {
            var value: String
            var file: String
            var line: Int

            init(_ value: EnvironmentDifference.Value) {
                self.value = value.text
                file = value.position.file
                line = value.position.line
            }
        }
    }
}
