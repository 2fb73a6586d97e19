/// A template of Go's `text/template`, as `--format` takes it: fields, pipelines, variables, `if`, `range`, `with`, and
/// docker's functions. Templates in templates are not known, and said to be so.
///
/// - Shape: `{{.Name}}: {{join .Names ", " | upper}}`.
/// - Source: Go's documentation of `text/template`, and the functions of docker's `templates` package.
package struct Template: Sendable {
    private let source: [Unicode.Scalar]
    private let nodes: [TemplateNode]

    /// Reads a template.
    ///
    /// - Throws: ``TemplateError``.
    package init(_ text: String) throws { try self.init(text, unescapes: false) }

    /// Reads what stands behind `--format`: blanks at the ends do not count, `\t` and `\n` are a tab and a line break.
    ///
    /// - Parameters:
    ///   - prefix: what the text begins with, and is no part of the template.
    /// - Throws: ``TemplateError`` with its place in the whole text.
    package init(format text: String, after prefix: String = "") throws {
        try self.init(text, unescapes: true, after: prefix.unicodeScalars.count)
    }

    private init(_ text: String, unescapes: Bool, after prefix: Int = 0) throws {
        let source = Array(text.unicodeScalars)
        var part = min(prefix, source.count)..<source.count
        while unescapes, let first = part.first, source[first] == " " { part = part.dropFirst() }
        while unescapes, let last = part.last, source[last] == " " { part = part.dropLast() }
        self.source = source
        do {
            nodes = try TemplateParser.nodes(
                of: try TemplateLexer.pieces(of: source, in: part, unescapes: unescapes)
            )
            try TemplateFunctions.check(nodes)
        } catch let error as TemplateError {
            throw error.shown(in: source)
        }
    }

    /// The names of all fields that the template asks the outermost value for, and perhaps more; `nil` where it takes a
    /// value as a whole, which may be that one.
    var fields: Set<String>? {
        var names: Set<String> = []
        for operand in nodes.flatMap(\.operands) {
            switch operand {
            case .field(let path), .variable("", let path):
                guard let name = path.first else { return nil }
                names.insert(name)
            default: break
            }
        }
        return names
    }

    /// The template's text for a value.
    ///
    /// - Throws: ``TemplateError``.
    package func text(for value: TemplateValue) throws -> String {
        do {
            var evaluation = TemplateEvaluation(root: value)
            return try evaluation.text(nodes, value)
        } catch let error as TemplateError {
            throw error.shown(in: source)
        }
    }

    /// The template's text for a record of headings: functions leave these as they are, and what only values can be asked
    /// for is left out.
    ///
    /// - Throws: ``TemplateError`` for a field that is not there.
    func headings(for value: TemplateValue) throws -> String {
        do {
            var evaluation = TemplateEvaluation(root: value, showsHeadings: true)
            return try evaluation.text(nodes, value)
        } catch let error as TemplateError {
            throw error.shown(in: source)
        }
    }
}
