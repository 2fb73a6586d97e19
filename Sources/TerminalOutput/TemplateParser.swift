/// The structure of a template.
indirect enum TemplateNode: Sendable, Hashable {
    /// Text that is shown as it is.
    case text(String)
    /// A value that is shown.
    case value(TemplatePipeline)
    /// `if … else … end`.
    case condition(TemplatePipeline, then: [TemplateNode], otherwise: [TemplateNode])
    /// `range … else … end`.
    case range(TemplatePipeline, body: [TemplateNode], otherwise: [TemplateNode])
    /// `with … else … end`.
    case with(TemplatePipeline, body: [TemplateNode], otherwise: [TemplateNode])
}

/// Commands, each of which gets the value of the one before it as its last argument.
struct TemplatePipeline: Sendable, Hashable {
    /// The commands; at least one.
    var commands: [[TemplateOperand]]
}

/// A part of a command.
indirect enum TemplateOperand: Sendable, Hashable {
    /// A field of the value in question, or of the outermost one.
    case field([String], ofRoot: Bool)
    /// A function.
    case function(String)
    /// A text.
    case text(String)
    /// A number.
    case number(Int)
    /// `true` or `false`.
    case truth(Bool)
    /// `nil`.
    case null
    /// A pipeline in parentheses, and fields of its value.
    case pipeline(TemplatePipeline, fields: [String])
}

/// Reads the structure of a template from its pieces.
struct TemplateParser {
    private var pieces: ArraySlice<TemplateLexer.Piece>

    /// Reads a template.
    ///
    /// - Throws: ``TemplateError``.
    static func nodes(of template: String) throws -> [TemplateNode] {
        var parser = TemplateParser(pieces: try TemplateLexer.pieces(of: template)[...])
        let (nodes, end) = try parser.block()
        if let end { throw TemplateError("'{{\(end)}}' has no beginning") }
        return nodes
    }

    /// Reads up to `end` or `else`.
    ///
    /// - Returns: also the word that ended it; `nil` at the end of the template. The words behind `else` are left.
    private mutating func block() throws -> (nodes: [TemplateNode], end: String?) {
        var nodes: [TemplateNode] = []
        while let piece = pieces.popFirst() {
            switch piece {
            case .text(let text): nodes.append(.text(text))
            case .action(let words):
                switch words.first {
                case nil: throw TemplateError("'{{}}' says nothing")
                case .name("end"): return (nodes, "end")
                case .name("else"):
                    if words.count > 1 { pieces = [.action(Array(words.dropFirst()))] + pieces }
                    return (nodes, words.count > 1 ? "else if" : "else")
                case .name(let keyword) where ["if", "range", "with"].contains(keyword):
                    nodes.append(try control(keyword, words.dropFirst()))
                case .name(let keyword) where ["define", "template", "block", "break", "continue"].contains(keyword):
                    throw TemplateError("'\(keyword)' is not known in templates")
                default: nodes.append(.value(try Self.pipeline(words[...])))
                }
            }
        }
        return (nodes, nil)
    }

    private mutating func control(_ keyword: String, _ words: ArraySlice<TemplateLexer.Word>) throws -> TemplateNode {
        let pipeline = try Self.pipeline(words)
        let (body, end) = try block()
        var otherwise: [TemplateNode] = []
        switch end {
        case "else":
            let (nodes, end) = try block()
            guard end == "end" else { throw Self.unclosed(keyword) }
            otherwise = nodes
        case "else if":
            guard case .action(let words)? = pieces.popFirst(), case .name(let next)? = words.first,
                ["if", "with"].contains(next)
            else { throw TemplateError("only 'if' may stand behind 'else'") }
            // The inner one's end is the outer one's, too.
            otherwise = [try control(next, words.dropFirst())]
        case "end": break
        default: throw Self.unclosed(keyword)
        }
        return switch keyword {
        case "if": .condition(pipeline, then: body, otherwise: otherwise)
        case "range": .range(pipeline, body: body, otherwise: otherwise)
        default: .with(pipeline, body: body, otherwise: otherwise)
        }
    }

    private static func unclosed(_ keyword: String) -> TemplateError {
        TemplateError("'{{\(keyword) …}}' has no end", hint: "add '{{end}}'")
    }

    private static func pipeline(_ words: ArraySlice<TemplateLexer.Word>) throws -> TemplatePipeline {
        var rest = words
        let pipeline = try pipeline(&rest)
        guard rest.isEmpty else { throw TemplateError("a ')' has no '('") }
        return pipeline
    }

    /// Reads up to a closing parenthesis, which is left, or the end.
    private static func pipeline(_ words: inout ArraySlice<TemplateLexer.Word>) throws -> TemplatePipeline {
        var commands: [[TemplateOperand]] = [[]]
        reading: while let word = words.first {
            var operand: TemplateOperand?
            switch word {
            case .close: break reading
            case .pipe: commands.append([])
            case .open:
                words.removeFirst()
                let inner = try pipeline(&words)
                guard words.first == .close else { throw TemplateError("a '(' is not closed") }
                if words.count > 1, case .chained(let fields) = words[words.startIndex + 1] {
                    words.removeFirst()
                    operand = .pipeline(inner, fields: fields)
                } else {
                    operand = .pipeline(inner, fields: [])
                }
            case .chained: throw TemplateError("a field stands behind nothing")
            case .name("true"): operand = .truth(true)
            case .name("false"): operand = .truth(false)
            case .name("nil"): operand = .null
            case .name(let name): operand = .function(name)
            case .field(let names, let ofRoot): operand = .field(names, ofRoot: ofRoot)
            case .text(let text): operand = .text(text)
            case .number(let number): operand = .number(number)
            }
            words.removeFirst()
            if let operand { commands[commands.count - 1].append(operand) }
        }
        guard commands.allSatisfy({ !$0.isEmpty }) else { throw TemplateError("a value is missing in '{{…}}'") }
        return TemplatePipeline(commands: commands)
    }
}
