internal import CYaml

/// The parser's events, one at a time, as Swift values.
///
/// - Ownership: holds the C parser and a copy of the input until it is released; not to be shared.
final class EventStream {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let source: SourceText
    private var lastQuoted: ParserFailure.Quoted?
    /// The open collections, and whether each is in brackets.
    private var openCollections: [Bool] = []
    private var openBrackets: [ParserFailure.Mark] = []
    /// The characters, counted from 0, that the last event is about.
    private(set) var span = 0..<0
    /// Whether the last event begins a collection within brackets.
    private(set) var isInBrackets = false

    /// What the parser saw.
    enum Event {
        case streamStart
        case streamEnd
        case documentStart
        case documentEnd
        case alias(String)
        case scalar(String, isPlain: Bool, anchor: String?, tag: String?)
        case sequenceStart(anchor: String?, tag: String?)
        case sequenceEnd
        case mappingStart(anchor: String?, tag: String?)
        case mappingEnd
    }

    init(_ source: SourceText) {
        self.source = source
        input = .allocate(capacity: max(1, source.bytes.count))
        _ = input.initialize(from: source.bytes)
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        yaml_parser_initialize(parser)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, source.bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// The next event with its place.
    ///
    /// - Throws: ``YAMLError`` with the code `syntax`.
    func next() throws(YAMLError) -> (event: Event, location: SourceLocation) {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
        defer { yaml_event_delete(&event) }
        remember(event)
        let location = location(from: event.start_mark, to: event.end_mark)
        switch event.type {
        case YAML_STREAM_START_EVENT: return (.streamStart, location)
        case YAML_STREAM_END_EVENT: return (.streamEnd, location)
        case YAML_DOCUMENT_START_EVENT: return (.documentStart, location)
        case YAML_DOCUMENT_END_EVENT: return (.documentEnd, location)
        case YAML_SEQUENCE_END_EVENT: return (.sequenceEnd, location)
        case YAML_MAPPING_END_EVENT: return (.mappingEnd, location)
        case YAML_ALIAS_EVENT:
            return (.alias(text(event.data.alias.anchor) ?? ""), location)
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            return (.sequenceStart(anchor: text(start.anchor), tag: text(start.tag)), location)
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            return (.mappingStart(anchor: text(start.anchor), tag: text(start.tag)), location)
        default:
            let scalar = event.data.scalar
            let value = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
            return (.scalar(value, isPlain: isPlain, anchor: text(scalar.anchor), tag: text(scalar.tag)), location)
        }
    }

    private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private func location(from start: yaml_mark_t, to end: yaml_mark_t) -> SourceLocation {
        // An empty document without a final line break ends on a line that is not there.
        guard Int(start.line) < source.lineCount else {
            let last = source.lineCount
            let column = source.line(last).unicodeScalars.count + 1
            return SourceLocation(source: source, line: last, column: column, length: 0)
        }
        let length = end.line == start.line ? Int(end.column) - Int(start.column) : Int(Int32.max)
        return SourceLocation(source: source, line: Int(start.line) + 1, column: Int(start.column) + 1, length: length)
    }

    private func syntaxError() -> YAMLError {
        if parser.pointee.error == YAML_READER_ERROR {
            let (line, column) = source.location(ofByte: parser.pointee.problem_offset)
            let location = SourceLocation(source: source, line: line, column: column)
            return YAMLError(.syntax(.controlCharacter(UInt32(max(0, parser.pointee.problem_value)))), at: location)
        }
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "unknown error"
        let context = parser.pointee.context.map { String(cString: $0) }
        let failure = ParserFailure(
            kind: ParserFailure.Kind(problem: problem, context: context),
            words: context.map { "\($0), \(problem)" } ?? problem,
            place: mark(parser.pointee.problem_mark),
            start: context == nil ? nil : mark(parser.pointee.context_mark),
            lastQuoted: lastQuoted,
            openBrackets: openBrackets
        )
        return SyntaxDiagnosis(of: failure, in: source).error()
    }

    private func mark(_ mark: yaml_mark_t) -> ParserFailure.Mark {
        let line = Int(mark.line) + 1
        guard line <= source.lineCount else { return ParserFailure.Mark(line: source.lineCount, column: 1) }
        return ParserFailure.Mark(line: line, column: Int(mark.column) + 1)
    }

    /// Remembers what a failure further on may be about.
    private func remember(_ event: yaml_event_t) {
        span = Int(event.start_mark.index)..<max(Int(event.start_mark.index), Int(event.end_mark.index))
        isInBrackets = false
        switch event.type {
        case YAML_SCALAR_EVENT:
            let style = event.data.scalar.style
            let isQuoted = style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE
            lastQuoted = isQuoted ? ParserFailure.Quoted(start: mark(event.start_mark), end: mark(event.end_mark)) : nil
        case YAML_SEQUENCE_START_EVENT: open(event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE, event)
        case YAML_MAPPING_START_EVENT: open(event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE, event)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            if openCollections.popLast() == true { openBrackets.removeLast() }
        default: break
        }
    }

    private func open(_ isInBrackets: Bool, _ event: yaml_event_t) {
        self.isInBrackets = isInBrackets
        openCollections.append(isInBrackets)
        // Within brackets, 'a: b' is a mapping without a bracket of its own.
        if isInBrackets { openBrackets.append(mark(event.start_mark)) }
    }
}
