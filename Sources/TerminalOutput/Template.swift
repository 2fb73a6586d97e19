import Diagnostics

/// A template of Go's `text/template`, as `--format` takes it: fields, pipelines, `if`, `range`, `with`, and docker's
/// functions. Variables and templates in templates are not known, and said to be so.
///
/// - Shape: `{{.Name}}: {{join .Names ", " | upper}}`.
/// - Source: Go's documentation of `text/template`, and the functions of docker's `templates` package.
package struct Template: Sendable {
    private let nodes: [TemplateNode]

    /// Reads a template.
    ///
    /// - Throws: ``TemplateError``.
    package init(_ text: String) throws {
        nodes = try TemplateParser.nodes(of: text)
        try TemplateFunctions.check(nodes)
    }

    /// The template's text for a value.
    ///
    /// - Throws: ``TemplateError``.
    package func text(for value: TemplateValue) throws -> String {
        try Evaluation(root: value).text(nodes, value)
    }

    private struct Evaluation {
        let root: TemplateValue

        func text(_ nodes: [TemplateNode], _ value: TemplateValue) throws -> String {
            try nodes.map { try text($0, value) }.joined()
        }

        private func text(_ node: TemplateNode, _ value: TemplateValue) throws -> String {
            switch node {
            case .text(let text): return text
            case .value(let pipeline): return try evaluate(pipeline, value).text
            case .condition(let pipeline, let then, let otherwise):
                return try text(try evaluate(pipeline, value).isTrue ? then : otherwise, value)
            case .with(let pipeline, let body, let otherwise):
                let inner = try evaluate(pipeline, value)
                return inner.isTrue ? try text(body, inner) : try text(otherwise, value)
            case .range(let pipeline, let body, let otherwise):
                let elements: [TemplateValue]
                switch try evaluate(pipeline, value) {
                case .list(let values): elements = values
                case .record(let fields): elements = fields.map(\.value)
                case .null: elements = []
                case let other: throw TemplateError("'range' needs a list, not \(other.kind)")
                }
                return elements.isEmpty
                    ? try text(otherwise, value) : try elements.map { try text(body, $0) }.joined()
            }
        }

        private func evaluate(_ pipeline: TemplatePipeline, _ value: TemplateValue) throws -> TemplateValue {
            var last: TemplateValue?
            for command in pipeline.commands { last = try evaluate(command, value, last: last) }
            return last ?? .null
        }

        private func evaluate(
            _ command: [TemplateOperand],
            _ value: TemplateValue,
            last: TemplateValue?
        ) throws -> TemplateValue {
            guard let head = command.first else { return last ?? .null }
            let arguments = try command.dropFirst().map { try operand($0, value) } + (last.map { [$0] } ?? [])
            switch head {
            case .function(let name): return try TemplateFunctions.call(name, arguments)
            case .field(let names, let ofRoot):
                return try field(names, of: ofRoot ? root : value, arguments)
            default:
                guard arguments.isEmpty else { throw TemplateError("a value takes no arguments") }
                return try operand(head, value)
            }
        }

        private func operand(_ operand: TemplateOperand, _ value: TemplateValue) throws -> TemplateValue {
            switch operand {
            case .field(let names, let ofRoot): try field(names, of: ofRoot ? root : value, [])
            case .function(let name): try TemplateFunctions.call(name, [])
            case .text(let text): .text(text)
            case .number(let number): .number(number)
            case .truth(let truth): .truth(truth)
            case .null: .null
            case .pipeline(let pipeline, let fields): try field(fields, of: try evaluate(pipeline, value), [])
            }
        }

        private func field(
            _ names: [String],
            of value: TemplateValue,
            _ arguments: [TemplateValue]
        ) throws -> TemplateValue {
            var value = value
            for (index, name) in names.enumerated() {
                guard case .record(let fields) = value else {
                    throw TemplateError("\(value.kind) has no field '\(name)'")
                }
                guard let found = fields.first(where: { $0.name == name })?.value else {
                    let known = fields.map(\.name)
                    throw TemplateError(
                        "there is no field '\(name)'",
                        hint: NameSuggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
                            ?? "use one of \(known.map { "'\($0)'" }.joined(separator: ", "))"
                    )
                }
                value = found
                if case .function(let function) = found {
                    value = try function(index == names.count - 1 ? arguments : [])
                } else if index == names.count - 1, !arguments.isEmpty {
                    throw TemplateError("field '\(name)' takes no arguments")
                }
            }
            return value
        }
    }
}
