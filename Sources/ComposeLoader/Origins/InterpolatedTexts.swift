internal import ComposeModel
internal import ComposeYAML
internal import Diagnostics

/// The texts of which variables were replaced, by line, so that messages quote what is written and not what a variable holds.
///
/// A value that is no port may be a password that got there by mistake; whoever wrote `${PORT}` knows where to look.
struct InterpolatedTexts: Sendable {
    private struct Line: Hashable {
        var file: String
        var number: Int
    }

    /// Whether texts are kept; otherwise messages quote what variables hold.
    var isQuoting = true
    /// What became of the texts of each line, by what is written.
    private var expansions: [Line: [String: String]] = [:]

    /// Notes that variables were replaced in a text, or that a variable was: with `${NAME}` as its source.
    mutating func note(_ source: String, becoming expanded: String, at location: SourceLocation) {
        guard isQuoting, !expanded.isEmpty, source != expanded else { return }
        let line = Line(file: location.source.displayPath, number: location.line)
        expansions[line, default: [:]][source] = expanded
    }

    /// The diagnostic with what is written in place of what became of it.
    func quotingSources(in diagnostic: Diagnostic) -> Diagnostic {
        guard let position = diagnostic.position,
            let found = expansions[Line(file: position.file, number: position.line)]
        else { return diagnostic }
        // A text may be part of another one.
        let replacements = found.map { Replacement(source: $0.key, expanded: $0.value) }
            .sorted { ($1.expanded.utf8.count, $0.source) < ($0.expanded.utf8.count, $1.source) }
        let quote: (String) -> String = { text in
            replacements.reduce(Self.quotingPieces(of: text, replacements)) { $1.apply(to: $0) }
        }
        var result = diagnostic
        result.message = quote(diagnostic.message)
        result.hint = diagnostic.hint.map(quote)
        for index in result.notes.indices { result.notes[index].lines = result.notes[index].lines.map(quote) }
        return result
    }

    /// A message with the sources of what it has between quotes.
    private static func quotingPieces(of text: String, _ replacements: [Replacement]) -> String {
        let whole = replacements.reduce(text) { $0.replacing("'\($1.expanded)'", with: "'\($1.source)'") }
        var parts = whole.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
        for index in parts.indices where !index.isMultiple(of: 2) && index < parts.count - 1 {
            if let origin = replacements.last(where: { $0.hasField(parts[index]) }) { parts[index] = origin.source }
        }
        return parts.joined(separator: "'")
    }
}

/// A text with variables in it.
private struct Replacement {
    /// What is written.
    var source: String
    /// What became of it.
    var expanded: String

    func apply(to text: String) -> String {
        guard expanded.utf8.count >= 4, !ValueDisclosure.isCommonWord(expanded) else { return text }
        return text.replacing(expanded, with: source)
    }

    /// Whether a quoted piece comes from the text: one or more words of it that are not written there.
    func hasField(_ piece: String) -> Bool {
        guard !piece.isEmpty, !source.contains(piece) else { return false }
        let endsWord = { (character: Character) in !character.isLetter && !character.isNumber }
        return [expanded, expanded.lowercased()].contains { text in
            text.ranges(of: piece).contains { range in
                (range.lowerBound == text.startIndex || endsWord(text[text.index(before: range.lowerBound)]))
                    && (range.upperBound == text.endIndex || endsWord(text[range.upperBound]))
            }
        }
    }
}
