/// Reads the structure of a template from its pieces.
struct TemplateParser {
    private typealias Word = TemplateLexer.Word

    private var pieces: ArraySlice<TemplateLexer.Piece>

    /// What ended a block.
    private enum BlockEnd {
        case end(TemplatePlace)
        /// `else`, and the words behind it.
        case otherwise(ArraySlice<Word>, TemplatePlace)
    }

    /// Reads a template.
    ///
    /// - Throws: ``TemplateError``.
    static func nodes(of pieces: [TemplateLexer.Piece]) throws -> [TemplateNode] {
        var parser = TemplateParser(pieces: pieces[...])
        let (nodes, end) = try parser.block()
        switch end {
        case nil: return nodes
        case .end(let place): throw TemplateError("'{{end}}' has no beginning", at: place)
        case .otherwise(_, let place): throw TemplateError("'{{else}}' has no beginning", at: place)
        }
    }

    /// Reads up to `end` or `else`, or the end of the template.
    private mutating func block() throws -> (nodes: [TemplateNode], end: BlockEnd?) {
        var nodes: [TemplateNode] = []
        while let piece = pieces.popFirst() {
            switch piece {
            case .text(let text): nodes.append(.text(text))
            case .action(let words, let place):
                switch words.first?.kind {
                case nil: throw TemplateError("'{{}}' says nothing", at: place)
                case .name("end"): return (nodes, .end(place))
                case .name("else"): return (nodes, .otherwise(words.dropFirst(), place))
                case .name(let keyword) where ["if", "range", "with"].contains(keyword):
                    nodes.append(try control(keyword, words.dropFirst(), place))
                case .name(let keyword) where ["define", "template", "block", "break", "continue"].contains(keyword):
                    throw TemplateError("'\(keyword)' is not known in templates", at: words.first?.place)
                default: nodes.append(.value(try Self.pipeline(words[...], place)))
                }
            }
        }
        return (nodes, nil)
    }

    private mutating func control(
        _ keyword: String,
        _ words: ArraySlice<Word>,
        _ place: TemplatePlace
    ) throws -> TemplateNode {
        let pipeline = try Self.pipeline(words, place)
        if let second = pipeline.variables.dropFirst().first, keyword != "range" {
            throw TemplateError("'\(keyword)' takes one variable, not '$\(second)' too", at: place)
        }
        let (body, end) = try block()
        var otherwise: [TemplateNode] = []
        switch end {
        case .otherwise(let words, let elsePlace):
            guard let next = words.first else {
                let (nodes, end) = try block()
                guard case .end = end else { throw Self.unclosed(keyword, place) }
                otherwise = nodes
                break
            }
            guard case .name(let word) = next.kind, ["if", "with"].contains(word) else {
                throw TemplateError("only 'if' may stand behind 'else'", at: next.place)
            }
            // The inner one's end is the outer one's, too.
            otherwise = [try control(word, words.dropFirst(), elsePlace)]
        case .end: break
        case nil: throw Self.unclosed(keyword, place)
        }
        return switch keyword {
        case "if": .condition(pipeline, then: body, otherwise: otherwise)
        case "range": .range(pipeline, body: body, otherwise: otherwise)
        default: .with(pipeline, body: body, otherwise: otherwise)
        }
    }

    private static func unclosed(_ keyword: String, _ place: TemplatePlace) -> TemplateError {
        TemplateError("'{{\(keyword) …}}' has no end", hint: "add '{{end}}'", at: place)
    }

    private static func pipeline(_ words: ArraySlice<Word>, _ action: TemplatePlace) throws -> TemplatePipeline {
        var rest = words
        let (variables, isDeclaration) = try takers(of: &rest)
        var pipeline = try pipeline(&rest, action)
        if let surplus = rest.first { throw TemplateError("a ')' has no '('", at: surplus.place) }
        pipeline.variables = variables
        pipeline.isDeclaration = isDeclaration
        return pipeline
    }

    /// Reads `$x :=`, `$x =` or `$i, $x :=`, if it begins so.
    private static func takers(of words: inout ArraySlice<Word>) throws -> (names: [String], isDeclaration: Bool) {
        guard let sign = words.firstIndex(where: { $0.kind == .declare || $0.kind == .assign }) else {
            if let comma = words.first(where: { $0.kind == .comma }) {
                throw TemplateError("',' means nothing here", at: comma.place)
            }
            return ([], true)
        }
        var names: [String] = []
        for (index, word) in words[..<sign].enumerated() {
            switch word.kind {
            case .variable(let name, []) where index % 2 == 0 && !name.isEmpty: names.append(name)
            case .comma where index % 2 == 1: continue
            default: throw TemplateError("only variables such as '$x' can take a value", at: word.place)
            }
        }
        let isDeclaration = words[sign].kind == .declare
        guard (1...2).contains(names.count) else {
            throw TemplateError("a variable such as '$x' is missing", at: words[sign].place)
        }
        words = words[(sign + 1)...]
        return (names, isDeclaration)
    }

    /// Reads up to a closing parenthesis, which is left, or the end.
    private static func pipeline(
        _ words: inout ArraySlice<Word>,
        _ action: TemplatePlace
    ) throws -> TemplatePipeline {
        var commands: [[TemplateTerm]] = [[]]
        var place = words.first?.place ?? action
        reading: while let word = words.first {
            var operand: TemplateOperand?
            var end = word.place
            switch word.kind {
            case .close: break reading
            case .pipe: commands.append([])
            case .open:
                words.removeFirst()
                let inner = try pipeline(&words, word.place)
                guard let close = words.first, close.kind == .close else {
                    throw TemplateError("a '(' is not closed", at: word.place)
                }
                end = close.place
                operand = .pipeline(inner, fields: [])
                if words.count > 1, case .chained(let fields) = words[words.startIndex + 1].kind {
                    words.removeFirst()
                    end = words.first?.place ?? end
                    operand = .pipeline(inner, fields: fields)
                }
            case .chained: throw TemplateError("a field stands behind nothing", at: word.place)
            case .comma, .declare, .assign: throw TemplateError("it means nothing here", at: word.place)
            case .name("true"): operand = .truth(true)
            case .name("false"): operand = .truth(false)
            case .name("nil"): operand = .null
            case .name(let name): operand = .function(name)
            case .field(let names): operand = .field(names)
            case .variable(let name, let fields): operand = .variable(name, fields)
            case .text(let text): operand = .text(text)
            case .number(let number): operand = .number(number)
            }
            words.removeFirst()
            place = place.through(end)
            if let operand {
                commands[commands.count - 1].append(TemplateTerm(operand: operand, place: word.place.through(end)))
            }
        }
        guard commands.allSatisfy({ !$0.isEmpty }) else { throw TemplateError("a value is missing", at: place) }
        return TemplatePipeline(commands: commands, place: place)
    }
}
