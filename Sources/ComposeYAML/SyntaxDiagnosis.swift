/// Finds the mistake behind a failure of the parser: what a person did, and where, which is often not where the parser
/// stopped.
struct SyntaxDiagnosis {
    let source: SourceText
    let failure: ParserFailure
    private let line: SourceLine

    typealias Mark = ParserFailure.Mark

    init(of failure: ParserFailure, in source: SourceText) {
        self.failure = failure
        self.source = source
        line = SourceLine(failure.place.line, of: source)
    }

    /// The error, at the place of the mistake.
    func error() -> YAMLError {
        if failure.kind == .nesting {
            return YAMLError(.tooDeep(limit: YAMLParser.depthLimit), at: location(failure.place))
        }
        let found =
            conflict ?? quote ?? tab ?? unusualSpace ?? bracket ?? specific
            ?? (.other(failure.words), location(failure.place))
        return YAMLError(.syntax(found.mistake), at: found.place)
    }

    private typealias Finding = (mistake: SyntaxMistake, place: SourceLocation)

    // MARK: What is looked for whatever the parser says

    private var conflict: Finding? {
        let sides = ["<<<<<<<", ">>>>>>>", "|||||||"].map { Array($0.utf8) }
        let markers = (1...source.lineCount).lazy.filter { number in
            guard let bytes = source.bytesOfLine(number), let first = bytes.first else { return false }
            return sides.contains { $0[0] == first && bytes.starts(with: $0) }
        }
        return markers.first.map { (.mergeConflict, wholeLine(SourceLine($0, of: source))) }
    }

    private var quote: Finding? {
        if let last = failure.lastQuoted, last.start.line < last.end.line {
            let stop = failure.kind == .unclosedQuote ? failure.start ?? failure.place : failure.place
            if stop.line == last.end.line { return unclosedQuote(last.start) }
        }
        if failure.kind == .unclosedQuote { return failure.start.flatMap(unclosedQuote) }
        guard let last = failure.lastQuoted, last.end.line == failure.place.line,
            failure.place.column >= last.end.column, [.expectedKey, .expectedItem].contains(failure.kind)
        else { return nil }
        return character(at: last.start).map { (.textBehind($0), location(failure.place)) }
    }

    private func unclosedQuote(_ start: Mark) -> Finding? {
        character(at: start).map { (.unclosedQuote($0), location(start)) }
    }

    private var tab: Finding? {
        let lines = [line] + (failure.start.map { [SourceLine($0.line, of: source)] } ?? [])
        for line in lines {
            if let index = line.scalars.prefix(line.indentation).firstIndex(of: "\t") {
                return (.tab, location(Mark(line: line.number, column: index + 1)))
            }
        }
        return failure.kind == .tab ? (.tab, location(failure.place)) : nil
    }

    private var unusualSpace: Finding? {
        guard [.mappingValue, .simpleKey, .expectedKey, .documentStart].contains(failure.kind) else { return nil }
        let lines = [line, contentLine(before: line.number)].compactMap { $0 }
        for line in lines {
            if let index = line.scalars.prefix(line.indentation).firstIndex(where: { $0 != " " }) {
                return (
                    .unusualSpace(line.scalars[index]), location(Mark(line: line.number, column: index + 1))
                )
            }
        }
        return nil
    }

    private var bracket: Finding? {
        if let open = failure.openBrackets.first, let opening = character(at: open) {
            switch BracketScan.closing(of: open, in: source) {
            case nil: return (.unclosedBracket(opening), location(open))
            case (let place, false)?:
                guard place.line <= failure.place.line else { break }
                let closing = character(at: place) ?? "]"
                return (.wrongBracket(opening: opening, closing: closing), location(place))
            default: break
            }
        }
        guard [.expectedKey, .expectedItem, .expectedContent, .documentStart].contains(failure.kind),
            let closing = character(at: failure.place), closing == "]" || closing == "}"
        else { return nil }
        return (.strayBracket(closing), location(failure.place))
    }

    // MARK: What the parser's words lead to

    private var specific: Finding? {
        switch failure.kind {
        case .mappingValue: mappingValue
        case .simpleKey: failure.start.flatMap { keyWithoutColon(SourceLine($0.line, of: source)) }
        case .expectedKey, .expectedItem: misplacedLine
        case .expectedSeparator: (.missingComma, location(failure.place))
        case .expectedContent: missingContent
        case .token, .name: reservedCharacter(at: failure.kind == .name ? failure.start : failure.place)
        case .escape: escape
        case .blockScalarHeader: (.textBehindBlockIndicator, location(failure.place))
        case .blockEntry where failure.place.column > line.contentColumn: (.itemBesideKey, location(failure.place))
        case .documentStart: lessIndented
        default: nil
        }
    }

    /// A colon where no key can end.
    private var mappingValue: Finding? {
        if let colon = line.keyColon, colon < failure.place.column {
            var start = colon
            while start < line.scalars.count, line.scalars[start] == " " { start += 1 }
            let text = line.text(from: start + 1)
            return (
                .colonInText(shown(text, on: line, from: start + 1)),
                location(Mark(line: line.number, column: start + 1), length: text.unicodeScalars.count)
            )
        }
        guard let key = line.key, let above = contentLine(before: line.number) else { return nil }
        if above.unparted != nil {
            var first = above
            while let next = contentLine(before: first.number), next.unparted != nil,
                next.indentation == first.indentation
            {
                first = next
            }
            return keyWithoutColon(first)
        }
        guard let parent = above.key else { return keyWithoutColon(above) }
        return (
            .keyBelowValue(key: key, parent: parent),
            location(Mark(line: line.number, column: line.contentColumn), length: key.unicodeScalars.count)
        )
    }

    private func keyWithoutColon(_ line: SourceLine) -> Finding {
        let column = line.contentColumn
        let text = line.text(from: column)
        let place = location(Mark(line: line.number, column: column), length: text.unicodeScalars.count)
        if let (key, value) = line.unparted {
            let start = column + key.unicodeScalars.count + 1
            return (.missingSpace(key: key, value: shown(value, on: line, from: start)), place)
        }
        if let above = contentLine(before: line.number), above.isItem, above.indentation == line.indentation {
            return missingDash(line, text, place)
        }
        return (.missingColon(shown(text, on: line, from: column)), place)
    }

    /// A line whose indentation or first character does not go with the lines above.
    private var misplacedLine: Finding? {
        guard failure.place.column == line.indentation + 1 else {
            let before = line.scalars.prefix(failure.place.column - 1).last { $0 != " " }
            guard let before, before == "]" || before == "}" else { return nil }
            return (.textBehind(Character(before)), location(failure.place))
        }
        let text = line.key ?? line.text(from: line.contentColumn)
        let shownText = shown(text, on: line, from: line.contentColumn)
        let place = location(
            Mark(line: line.number, column: line.contentColumn),
            length: text.unicodeScalars.count
        )
        let levels = openLevels
        if !levels.contains(where: { $0.spaces == line.indentation }), let fitting = nearest(to: line, of: levels) {
            return (
                .indentation(text: shownText, spaces: line.indentation, fitting: fitting.spaces, line: fitting.line),
                place
            )
        }
        if line.isItem { return (.itemAmongKeys, location(failure.place)) }
        guard failure.kind == .expectedItem else { return nil }
        return line.key == nil ? missingDash(line, text, place) : (.keyAmongItems(shownText), place)
    }

    private func missingDash(_ line: SourceLine, _ text: String, _ place: SourceLocation) -> Finding {
        let column = line.contentColumn
        guard text.hasPrefix("-") else { return (.missingDash(shown(text, on: line, from: column)), place) }
        return (.missingSpaceBehindDash(shown(String(text.dropFirst()), on: line, from: column + 1)), place)
    }

    /// The levels of indentation that a line may continue, deepest first.
    private var openLevels: [(spaces: Int, line: Int)] {
        var levels: [(spaces: Int, line: Int)] = []
        var number = line.number - 1
        while number > 0, levels.last?.spaces != 0, line.number - number < 1_000 {
            let above = SourceLine(number, of: source)
            if !above.isEmpty {
                for spaces in above.levels where spaces < levels.last?.spaces ?? .max {
                    levels.append((spaces, number))
                }
            }
            number -= 1
        }
        return levels
    }

    private func nearest(to line: SourceLine, of levels: [(spaces: Int, line: Int)]) -> (spaces: Int, line: Int)? {
        levels.min { abs($0.spaces - line.indentation) < abs($1.spaces - line.indentation) }
    }

    private var missingContent: Finding? {
        guard let character = character(at: failure.place) else { return nil }
        if character == ",", !failure.openBrackets.isEmpty { return (.missingItem, location(failure.place)) }
        return reservedCharacter(at: failure.place)
    }

    private func reservedCharacter(at mark: Mark?) -> Finding? {
        guard let mark, let character = character(at: mark), "@`%,*&!|>".contains(character) else { return nil }
        return (.reservedCharacter(character), location(mark))
    }

    private var escape: Finding? {
        // The parser stops at the backslash, or at the digits that it misses.
        let read = line.scalars.prefix(failure.place.column)
        guard let start = read.lastIndex(of: "\\"), start + 3 >= failure.place.column else { return nil }
        let text = String(String.UnicodeScalarView(line.scalars.dropFirst(start).prefix(2)))
        let place = location(Mark(line: line.number, column: start + 1), length: 2)
        return (.unknownEscape(place.isConcealed ? "\\" : text), place)
    }

    private var lessIndented: Finding? {
        let first = (1...source.lineCount).lazy.map { SourceLine($0, of: source) }.first { line in
            !line.isEmpty && line.text(from: 1) != "---"
        }
        guard let first, first.number < line.number, line.indentation < first.indentation else { return nil }
        let text = line.key ?? line.text(from: line.contentColumn)
        return (
            .indentedLessThanFirst(shown(text, on: line, from: line.contentColumn)),
            location(Mark(line: line.number, column: line.contentColumn), length: text.unicodeScalars.count)
        )
    }

    // MARK: Places

    /// A text of a line without what may be secret in it; the column is counted from 1.
    private func shown(_ text: String, on line: SourceLine, from column: Int) -> String {
        ShownLine(line.number, of: source, upTo: 1_000).text(from: column, length: text.unicodeScalars.count)
    }

    /// The nearest line above that is not empty.
    private func contentLine(before number: Int) -> SourceLine? {
        (max(1, number - 1_000)..<max(1, number)).reversed().lazy.map { SourceLine($0, of: source) }.first {
            !$0.isEmpty
        }
    }

    private func character(at mark: Mark) -> Character? {
        let line = SourceLine(mark.line, of: source)
        let index = mark.column - 1
        return line.scalars.indices.contains(index) ? Character(line.scalars[index]) : nil
    }

    private func wholeLine(_ line: SourceLine) -> SourceLocation {
        location(Mark(line: line.number, column: 1), length: line.text(from: 1).unicodeScalars.count)
    }

    private func location(_ mark: Mark, length: Int = 1) -> SourceLocation {
        SourceLocation(source: source, line: mark.line, column: mark.column, length: length)
    }
}
