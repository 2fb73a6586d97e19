internal import ComposeYAML
public import Diagnostics

extension SourceDocument {
    /// An edit that replaces bytes, whatever they are part of.
    ///
    /// - Parameter range: counted from the beginning of the file, as ``valueRange(at:document:)`` does.
    public func replacing(_ range: Range<Int>, with text: String) -> SourceEdit {
        SourceEdit(file: file, range: range, replacement: text, original: fingerprint)
    }

    /// An edit that gives a value another text; a comment behind it stays.
    ///
    /// - Parameter yaml: one value on one line, quoted where YAML wants that.
    /// - Throws: ``SourceEditError`` when nothing is written there, or the text is not one value.
    public func replacing(
        valueAt path: ProjectPath,
        with yaml: String,
        document: Int = 0
    ) throws(SourceEditError) -> SourceEdit {
        guard let found = find(path, document) else { throw SourceEditError(.notWritten(path), file: file) }
        let change = SyntaxShape.Change.replacing(try shape(of: yaml, isInBrackets: isInBrackets(path, document)))
        let target = Target(path: path, document: document, change: change)
        let range = found.value.range
        if let key = found.key, range.isEmpty, colon(behind: key, before: range.lowerBound) == nil {
            return try edit(key.range.upperBound..<key.range.upperBound, ": " + yaml, target)
        }
        let needsSpace = range.isEmpty && range.lowerBound > 0 && !Self.isBlank(source.bytes[range.lowerBound - 1])
        let isBlock = found.key.map { source.bytes[$0.range.upperBound..<range.lowerBound].contains(0x0A) } ?? false
        guard isBlock, let key = found.key, let colon = colon(behind: key, before: range.lowerBound),
            endsLine(colon)
        else { return try edit(range, (needsSpace ? " " : "") + yaml, target) }
        // A block below the key: its lines go, the comment behind the key stays where it is.
        guard textEnd(of: colon) == colon else { return try edit(range, yaml, target) }
        return try edit(colon..<range.upperBound, " " + yaml, target)
    }

    /// An edit that puts a key with its value below a mapping, behind its last entry.
    ///
    /// - Parameter yaml: one value on one line, quoted where YAML wants that.
    /// - Throws: ``SourceEditError`` when there is no mapping, or it has the key.
    public func inserting(
        _ key: String,
        _ yaml: String,
        belowMappingAt path: ProjectPath,
        document: Int = 0
    ) throws(SourceEditError) -> SourceEdit {
        guard let found = find(path, document) else { throw SourceEditError(.notWritten(path), file: file) }
        guard case .mapping(let entries, let style) = found.value.content else {
            throw SourceEditError(.noMapping(path), file: file)
        }
        guard !entries.contains(where: { $0.name == key }) else { throw SourceEditError(.present(key), file: file) }
        let value = try shape(of: yaml, below: key, isInBrackets: style != .block)
        let target = Target(path: path, document: document, change: .inserting(key, value))
        let entry = "\(YAMLScalarStyle.key(key)): \(yaml)"
        switch style {
        case .pair: throw SourceEditError(.unusualLayout(path), file: file)
        case .flow:
            guard let last = entries.last else {
                let end = found.value.range.upperBound - 1
                return try edit(end..<end, entry, target)
            }
            return try edit(last.range.upperBound..<last.range.upperBound, ", " + entry, target)
        case .block:
            guard let first = entries.first, let last = entries.last, followsDashes(first.range.lowerBound),
                endsLine(last.range.upperBound)
            else { throw SourceEditError(.unusualLayout(path), file: file) }
            let indentation = String(repeating: " ", count: column(of: first.range.lowerBound))
            let end = textEnd(of: last.range.upperBound)
            return try edit(end..<end, lineBreak + indentation + entry, target)
        }
    }

    /// An edit that removes an entry of a mapping or an item of a list, with the comment behind it.
    ///
    /// The last one leaves `{}` or `[]`.
    ///
    /// - Throws: ``SourceEditError`` when nothing is written there.
    public func deleting(_ path: ProjectPath, document: Int = 0) throws(SourceEditError) -> SourceEdit {
        guard let found = find(path, document), let (parent, index) = found.parent else {
            throw SourceEditError(.notWritten(path), file: file)
        }
        let ranges: [Range<Int>]
        let style: SyntaxNode.Style
        let empty: String
        switch parent.content {
        case .mapping(let entries, let written): (ranges, style, empty) = (entries.map(\.range), written, "{}")
        case .sequence(let items, let written): (ranges, style, empty) = (items.map(\.range), written, "[]")
        case .scalar, .alias: throw SourceEditError(.notWritten(path), file: file)
        }
        guard style != .pair else { throw SourceEditError(.unusualLayout(path), file: file) }
        let target = Target(path: path, document: document, change: .deleting)
        let range = ranges[index]
        guard style == .block else {
            if index + 1 < ranges.count {
                return try edit(range.lowerBound..<ranges[index + 1].lowerBound, "", target)
            }
            if index > 0 { return try edit(ranges[index - 1].upperBound..<range.upperBound, "", target) }
            return try edit(range, "", target)
        }
        guard followsDashes(range.lowerBound), endsLine(range.upperBound) else {
            throw SourceEditError(.unusualLayout(path), file: file)
        }
        if ranges.count == 1 {
            let before = range.lowerBound > 0 && !Self.isBlank(source.bytes[range.lowerBound - 1]) ? " " : ""
            return try edit(range, before + empty, target)
        }
        if beginsLine(range.lowerBound) {
            return try edit(lineStart(of: range.lowerBound)..<lineEnd(of: range.upperBound), "", target)
        }
        // The first entry behind a dash: the next one moves up to it.
        guard index + 1 < ranges.count else { throw SourceEditError(.unusualLayout(path), file: file) }
        return try edit(range.lowerBound..<ranges[index + 1].lowerBound, "", target)
    }

    /// What an edit is to do, and where.
    private struct Target {
        var path: ProjectPath
        var document: Int
        var change: SyntaxShape.Change
    }

    /// An edit of a stretch of ``source``, if the file then says what it is to say, and nothing else than before.
    ///
    /// It may not: the end of a text may hang on what follows it, an anchor may be gone that is used elsewhere.
    private func edit(_ range: Range<Int>, _ text: String, _ target: Target) throws(SourceEditError) -> SourceEdit {
        let bytes = source.bytes[..<range.lowerBound] + Array(text.utf8) + source.bytes[range.upperBound...]
        let edited = SourceText(path: file, displayPath: file, bytes: Array(bytes))
        var expected = documents.map { SyntaxShape($0) }
        let steps = target.path.steps[...]
        guard let changed = expected[target.document].applying(target.change, at: steps),
            (try? YAMLParser.documents(of: edited)) != nil, let tree = try? SyntaxTree(of: edited)
        else { throw SourceEditError(.unusualLayout(target.path), file: file) }
        expected[target.document] = changed
        guard tree.documents.map({ SyntaxShape($0) }) == expected else {
            throw SourceEditError(.unusualLayout(target.path), file: file)
        }
        return replacing(range.shifted(by: source.markLength), with: text)
    }

    /// Whether a value stands within brackets.
    private func isInBrackets(_ path: ProjectPath, _ document: Int) -> Bool {
        path.steps.indices.contains { depth in
            switch find(ProjectPath(Array(path.steps[..<depth])), document)?.value.content {
            case .mapping(_, let style), .sequence(_, let style): style != .block
            default: false
            }
        }
    }

    /// The byte behind the colon of a key.
    private func colon(behind key: SyntaxNode, before end: Int) -> Int? {
        source.bytes[key.range.upperBound..<end].firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
    }

    /// What a text says that is one value on one line, with nothing behind it, and lets a key be what it is.
    private func shape(
        of yaml: String,
        below key: String = "x",
        isInBrackets: Bool
    ) throws(SourceEditError) -> SyntaxShape {
        let start = (isInBrackets ? "{" : "") + YAMLScalarStyle.key(key) + ": "
        let probe = start + yaml + (isInBrackets ? ", y: z}" : "\ny: z\n")
        let source = SourceText(path: file, displayPath: file, bytes: Array(probe.utf8))
        let documents = (try? SyntaxTree(of: source).documents) ?? []
        let expected = start.utf8.count..<(start.utf8.count + yaml.utf8.count)
        guard documents.count == 1, !yaml.utf8.contains(0x0A), !yaml.utf8.contains(0x0D),
            case .mapping(let entries, _) = documents[0].content, entries.map(\.name) == [key, "y"],
            entries[0].value.range == expected
        else { throw SourceEditError(.unusableText(yaml), file: file) }
        return SyntaxShape(entries[0].value)
    }
}
