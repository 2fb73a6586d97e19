import TerminalOutput
import Workflows

/// What is left over of a project, or was removed of it, as text and as JSON.
///
/// - Shape: for people a table with a line of sums; as JSON
///   `{"bytes":12,"items":[{"bytes":12,"kind":"container","name":"hq-old-1","reason":"exited","service":"old"}],"kept":[…]}`,
///   in which what is kept has the `option` that it goes with. Sizes that the engine does not know are left out.
struct CleaningReport {
    /// What goes, or has gone.
    let items: [CleaningItem]
    /// What stays, since nobody asked for it.
    let kept: [CleaningItem]
    /// Whether it has gone.
    let isDone: Bool

    /// Says what goes.
    init(_ items: [CleaningItem]) {
        self.items = items.filter { $0.neededOption == nil }
        kept = items.filter { $0.neededOption != nil }
        isDone = false
    }

    /// Says what has gone.
    init(removed: [CleaningItem], of items: [CleaningItem]) {
        self.items = removed
        kept = items.filter { $0.neededOption != nil }
        isDone = true
    }

    /// How many bytes that frees, as far as it is known.
    var bytes: Int64 { Self.sum(items) }

    /// What is asked before it is done.
    var question: String { "remove \(Self.count(items)), \(Self.size(items))?" }

    private struct Line: Encodable {
        var kind: CleaningItem.Kind
        var name: String
        var service: String?
        var reason: String
        var bytes: Int64?
        var option: String?

        init(_ item: CleaningItem) {
            kind = item.kind
            name = item.name
            service = item.service
            reason = item.reason
            bytes = item.bytes
            option = item.neededOption
        }
    }

    private struct Whole: Encodable {
        var bytes: Int64
        var items: [Line]
        var kept: [Line]
    }

    /// One object on one line, with its line break.
    ///
    /// - Throws: `EncodingError`.
    func json() throws -> String {
        try Whole(bytes: bytes, items: items.map { Line($0) }, kept: kept.map { Line($0) }).json() + "\n"
    }

    /// The table and the sums.
    var text: String {
        var text = items.isEmpty || isDone ? "" : table + "\n"
        text += items.isEmpty ? (isDone ? "nothing was removed\n" : "nothing is left over\n") : summary
        for option in ["--volumes", "--all"] {
            let those = kept.filter { $0.neededOption == option }
            if !those.isEmpty { text += "\(Self.count(those)), \(Self.size(those)): kept; '\(option)' removes them\n" }
        }
        return text
    }

    private var summary: String {
        isDone ? "removed \(Self.count(items)), \(Self.size(items))\n" : "\(Self.count(items)), \(Self.size(items))\n"
    }

    private var table: String {
        Table(
            headings: ["KIND", "NAME", "SERVICE", "WHY", "SIZE"],
            rows: items.map { item in
                [
                    item.kind.rawValue, item.name, item.service ?? "", item.reason,
                    item.bytes.map { ByteText.decimal($0) } ?? "not known",
                ]
            }
        )
        .text
    }

    /// How many there are of each kind: `2 containers, 1 image`.
    private static func count(_ items: [CleaningItem]) -> String {
        CleaningItem.Kind.allCases.compactMap { kind -> String? in
            let number = items.filter { $0.kind == kind }.count
            if number > 0, kind == .buildCache { return kind.rawValue }
            return number == 0 ? nil : "\(number) \(kind.rawValue)\(number == 1 ? "" : "s")"
        }
        .joined(separator: ", ")
    }

    private static func size(_ items: [CleaningItem]) -> String {
        let isWhole = items.allSatisfy { $0.bytes != nil }
        return (isWhole ? "" : "at least ") + ByteText.decimal(sum(items))
    }

    private static func sum(_ items: [CleaningItem]) -> Int64 { items.reduce(Int64(0)) { $0 + ($1.bytes ?? 0) } }
}
