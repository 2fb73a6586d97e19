import Diagnostics

/// Makes the text of a template for one value.
struct TemplateEvaluation {
    /// The outermost value.
    private let root: TemplateValue
    /// Whether the values are headings.
    private let showsHeadings: Bool
    /// The variables that can be seen, the newest last.
    private var variables: [(name: String, value: TemplateValue)] = []

    /// Begins with a value.
    init(root: TemplateValue, showsHeadings: Bool = false) {
        self.root = root
        self.showsHeadings = showsHeadings
    }

    /// The text of a part of the template; the variables that it declares end with it.
    mutating func text(_ nodes: [TemplateNode], _ value: TemplateValue) throws -> String {
        let visible = variables.count
        defer { variables.removeLast(variables.count - visible) }
        var text = ""
        for node in nodes { text += try self.text(node, value) }
        return text
    }

    private mutating func text(_ node: TemplateNode, _ value: TemplateValue) throws -> String {
        let visible = variables.count
        switch node {
        case .text(let text): return text
        case .value(let pipeline):
            let result = try evaluate(pipeline, value)
            try take([result], pipeline)
            return pipeline.variables.isEmpty ? result.text : ""
        case .condition(let pipeline, let then, let otherwise):
            defer { variables.removeLast(variables.count - visible) }
            let result = try evaluate(pipeline, value)
            try take([result], pipeline)
            return try text(result.isTrue ? then : otherwise, value)
        case .with(let pipeline, let body, let otherwise):
            defer { variables.removeLast(variables.count - visible) }
            let inner = try evaluate(pipeline, value)
            try take([inner], pipeline)
            return inner.isTrue ? try text(body, inner) : try text(otherwise, value)
        case .range(let pipeline, let body, let otherwise):
            // A heading is no list.
            if showsHeadings { return "" }
            let elements = try elements(of: try evaluate(pipeline, value), pipeline)
            if elements.isEmpty { return try text(otherwise, value) }
            var result = ""
            for element in elements {
                try take(pipeline.variables.count == 2 ? [element.key, element.value] : [element.value], pipeline)
                result += try text(body, element.value)
                if pipeline.isDeclaration { variables.removeLast(variables.count - visible) }
            }
            return result
        }
    }

    private func elements(
        of value: TemplateValue,
        _ pipeline: TemplatePipeline
    ) throws -> [(key: TemplateValue, value: TemplateValue)] {
        switch value {
        case .list(let values): values.enumerated().map { (.number($0), $1) }
        case .record(let fields): fields.map { (.text($0.name), $0.value) }
        case .null: []
        case let other: throw TemplateError("'range' needs a list, not \(other.kind)", at: pipeline.place)
        }
    }

    /// Gives values to the variables of a pipeline.
    private mutating func take(_ values: [TemplateValue], _ pipeline: TemplatePipeline) throws {
        for (name, value) in zip(pipeline.variables, values) {
            if pipeline.isDeclaration {
                variables.append((name, value))
            } else {
                guard let index = variables.lastIndex(where: { $0.name == name }) else {
                    throw unknownVariable(name, at: pipeline.place)
                }
                variables[index].value = value
            }
        }
    }

    private func unknownVariable(_ name: String, at place: TemplatePlace) -> TemplateError {
        TemplateError(
            "there is no variable '$\(name)'",
            hint: NameSuggestion.nearest(to: name, among: variables.map(\.name))
                .map { NameSuggestion.question("$\($0)") }
                ?? "declare it with '{{$\(name) := …}}'",
            at: place
        )
    }

    private func evaluate(_ pipeline: TemplatePipeline, _ value: TemplateValue) throws -> TemplateValue {
        var last: TemplateValue?
        for command in pipeline.commands { last = try evaluate(command, value, last: last) }
        return last ?? .null
    }

    private func evaluate(
        _ command: [TemplateTerm],
        _ value: TemplateValue,
        last: TemplateValue?
    ) throws -> TemplateValue {
        guard let head = command.first else { return last ?? .null }
        if case .function(let name) = head.operand, let stopping = Self.shortCircuit(name) {
            return try firstDecisive(stopping, command, value, last)
        }
        let arguments = try command.dropFirst().map { try operand($0, value) } + (last.map { [$0] } ?? [])
        do {
            switch head.operand {
            case .function(let name): return try call(name, arguments)
            case .field(let names): return try field(names, of: value, arguments)
            case .variable(let name, let names):
                return try field(names, of: try variable(name, at: head.place), arguments)
            default:
                guard arguments.isEmpty else { throw TemplateError("a value takes no arguments") }
                return try operand(head, value)
            }
        } catch let error as TemplateError {
            throw error.located(at: head.place)
        }
    }

    /// What `and` and `or` stop at: the first argument that is so.
    private static func shortCircuit(_ name: String) -> Bool? {
        switch name {
        case "and": false
        case "or": true
        default: nil
        }
    }

    /// The first argument that decides, or the last one; those behind it are not looked at.
    private func firstDecisive(
        _ stopping: Bool,
        _ command: [TemplateTerm],
        _ value: TemplateValue,
        _ last: TemplateValue?
    ) throws -> TemplateValue {
        var result: TemplateValue?
        for term in command.dropFirst() {
            let argument = try operand(term, value)
            result = argument
            if argument.isTrue == stopping { return argument }
        }
        guard let result = last ?? result else {
            throw TemplateError("'\(stopping ? "or" : "and")' takes 1 argument, not 0", at: command.first?.place)
        }
        return result
    }

    private func call(_ name: String, _ arguments: [TemplateValue]) throws -> TemplateValue {
        guard showsHeadings, TemplateFunctions.leavesHeadings(name) else {
            return try TemplateFunctions.call(name, arguments)
        }
        return arguments.first ?? .text("")
    }

    private func operand(_ term: TemplateTerm, _ value: TemplateValue) throws -> TemplateValue {
        do {
            switch term.operand {
            case .field(let names): return try field(names, of: value, [])
            case .variable(let name, let names):
                return try field(names, of: try variable(name, at: term.place), [])
            case .function(let name): return try call(name, [])
            case .text(let text): return .text(text)
            case .number(let number): return .number(number)
            case .truth(let truth): return .truth(truth)
            case .null: return .null
            case .pipeline(let pipeline, let fields): return try field(fields, of: try evaluate(pipeline, value), [])
            }
        } catch let error as TemplateError {
            throw error.located(at: term.place)
        }
    }

    private func variable(_ name: String, at place: TemplatePlace) throws -> TemplateValue {
        if name.isEmpty { return root }
        guard let found = variables.last(where: { $0.name == name }) else { throw unknownVariable(name, at: place) }
        return found.value
    }

    private func field(
        _ names: [String],
        of value: TemplateValue,
        _ arguments: [TemplateValue]
    ) throws -> TemplateValue {
        var value = value
        if names.isEmpty, !arguments.isEmpty { throw TemplateError("a value takes no arguments") }
        for (index, name) in names.enumerated() {
            guard case .record(let fields) = value else {
                // Headings have no parts.
                if showsHeadings { return .text("") }
                throw TemplateError("\(value.kind) has no field '\(name)'")
            }
            guard let found = fields.first(where: { $0.name == name })?.value else {
                let known = fields.map(\.name)
                throw TemplateError(
                    "there is no field '\(name)'",
                    hint: NameSuggestion.nearest(to: name, among: known).map(NameSuggestion.question)
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
