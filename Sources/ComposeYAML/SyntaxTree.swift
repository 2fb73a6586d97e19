/// What is written in a YAML file, byte for byte.
package struct SyntaxTree: Sendable {
    /// The documents of the file, in order.
    package let documents: [SyntaxNode]

    /// Reads a file.
    ///
    /// - Throws: ``YAMLError`` for the first thing that is wrong.
    package init(of source: SourceText) throws(YAMLError) {
        try source.checkEncoding()
        var reader = SyntaxReader(source)
        documents = try reader.documents()
    }
}

/// Makes nodes of the parser's events.
private struct SyntaxReader {
    private let bytes: [UInt8]
    private let source: SourceText
    private let events: EventStream
    /// The byte of each character; `nil` where each has one.
    private let offsets: [Int]?

    init(_ source: SourceText) {
        self.source = source
        bytes = source.bytes
        events = EventStream(source)
        guard !source.isASCII else {
            offsets = nil
            return
        }
        var offsets = source.bytes.indices.filter { source.bytes[$0] & 0xC0 != 0x80 }
        offsets.append(bytes.count)
        self.offsets = offsets
    }

    mutating func documents() throws(YAMLError) -> [SyntaxNode] {
        var documents: [SyntaxNode] = []
        while true {
            switch try events.next().event {
            case .streamEnd: return documents
            case .documentStart: documents.append(try node(try next(), depth: 0))
            default: continue
            }
        }
    }

    /// An event and the bytes that it is about.
    private struct Occurrence {
        var event: EventStream.Event
        var range: Range<Int>
        var isInBrackets: Bool
        var location: SourceLocation
    }

    private func next() throws(YAMLError) -> Occurrence {
        let (event, location) = try events.next()
        let start = offset(events.span.lowerBound)
        return Occurrence(
            event: event,
            range: start..<max(start, offset(events.span.upperBound)),
            isInBrackets: events.isInBrackets,
            location: location
        )
    }

    private func offset(_ character: Int) -> Int {
        guard let offsets else { return min(character, bytes.count) }
        return character < offsets.count ? offsets[character] : bytes.count
    }

    private mutating func node(_ found: Occurrence, depth: Int) throws(YAMLError) -> SyntaxNode {
        guard depth < YAMLParser.depthLimit else {
            throw YAMLError(.tooDeep(limit: YAMLParser.depthLimit), at: found.location)
        }
        switch found.event {
        case .scalar(let text, _, _, _): return SyntaxNode(content: .scalar(text), range: trimmed(found.range))
        case .alias(let name): return SyntaxNode(content: .alias(name), range: found.range)
        case .sequenceStart: return try sequence(found, depth: depth)
        case .mappingStart: return try mapping(found, depth: depth)
        case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
            return SyntaxNode(content: .scalar(""), range: found.range)
        }
    }

    /// The bytes of a scalar without the line breaks behind a block of text.
    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, Self.isSpace(bytes[end - 1]) { end -= 1 }
        return range.lowerBound..<end
    }

    private mutating func sequence(_ start: Occurrence, depth: Int) throws(YAMLError) -> SyntaxNode {
        let isBlock = !start.isInBrackets
        var items: [SyntaxNode.Item] = []
        var end = start.range.upperBound
        if isBlock, end == bytes.count || bytes[end] != UInt8(ascii: "-") { end = max(start.range.lowerBound, end - 1) }
        while true {
            let found = try next()
            if case .sequenceEnd = found.event {
                if !isBlock { end = found.range.upperBound }
                break
            }
            let dash = isBlock ? dash(from: end) : found.range.lowerBound
            let value = try node(found, depth: depth + 1)
            items.append(SyntaxNode.Item(start: dash, value: value))
            end = max(value.range.upperBound, isBlock ? dash + 1 : 0)
        }
        let range = start.range.lowerBound..<max(start.range.lowerBound, end)
        return SyntaxNode(content: .sequence(items, isBlock ? .block : .flow), range: range)
    }

    /// The first dash behind spaces, line breaks and comments.
    private func dash(from offset: Int) -> Int {
        var index = offset
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "#") {
                while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
            } else if Self.isSpace(bytes[index]) {
                index += 1
            } else {
                break
            }
        }
        return index
    }

    private mutating func mapping(_ start: Occurrence, depth: Int) throws(YAMLError) -> SyntaxNode {
        var style = SyntaxNode.Style.block
        if start.isInBrackets {
            style = !start.range.isEmpty && bytes[start.range.upperBound - 1] == UInt8(ascii: "{") ? .flow : .pair
        }
        var entries: [SyntaxNode.Entry] = []
        var end = start.range.upperBound
        while true {
            let found = try next()
            if case .mappingEnd = found.event {
                if case .flow = style { end = found.range.upperBound }
                break
            }
            let key = try node(found, depth: depth + 1)
            let value = try node(try next(), depth: depth + 1)
            let entry = SyntaxNode.Entry(key: key, value: value)
            entries.append(entry)
            end = entry.range.upperBound
        }
        let range = start.range.lowerBound..<max(start.range.lowerBound, end)
        return SyntaxNode(content: .mapping(entries, style), range: range)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
    }
}
