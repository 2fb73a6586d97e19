import Diagnostics

/// The functions of templates.
///
/// - Source: Go's `text/template`, and docker's `templates` package.
enum TemplateFunctions {
    private static let functions: [String: @Sendable ([TemplateValue]) throws -> TemplateValue] = [
        "json": { .text(try one($0, "json").json) },
        "lower": { .text(try text(try one($0, "lower"), "lower").lowercased()) },
        "upper": { .text(try text(try one($0, "upper"), "upper").uppercased()) },
        "title": { .text(titled(try text(try one($0, "title"), "title"))) },
        "split": { values in
            let (whole, separator) = try two(values, "split")
            let (text, mark) = (try text(whole, "split"), try text(separator, "split"))
            return .list(parts(of: text, at: mark).map { .text($0) })
        },
        "join": { values in
            let (list, separator) = try two(values, "join")
            guard case .list(let elements) = list else { throw TemplateError("'join' needs a list, not \(list.kind)") }
            return .text(try elements.map { try text($0, "join") }.joined(separator: try text(separator, "join")))
        },
        "pad": { values in
            guard values.count == 3 else { throw wrongCount("pad", 3, values.count) }
            let source = try text(values[0], "pad")
            let (before, after) = (try number(values[1], "pad"), try number(values[2], "pad"))
            func blanks(_ count: Int) -> String { String(repeating: " ", count: min(max(0, count), 1_000)) }
            return .text(source.isEmpty ? "" : blanks(before) + source + blanks(after))
        },
        "truncate": { values in
            let (source, length) = try two(values, "truncate")
            return .text(String(try text(source, "truncate").prefix(max(0, try number(length, "truncate")))))
        },
        "len": { values in
            switch try one(values, "len") {
            case .text(let text): return .number(text.utf8.count)
            case .list(let values): return .number(values.count)
            case .record(let fields): return .number(fields.count)
            case let other: throw TemplateError("'len' needs a text or a list, not \(other.kind)")
            }
        },
        "index": { values in
            guard var value = values.first else { throw wrongCount("index", 2, 0) }
            for key in values.dropFirst() { value = try element(key, of: value) }
            return value
        },
        "print": { .text(printed($0)) },
        "println": { .text($0.map(\.text).joined(separator: " ") + "\n") },
        "printf": { .text(try formatted($0)) },
        "not": { .truth(!(try one($0, "not").isTrue)) },
        // What decides is found before all of their arguments have values.
        "and": { $0.last ?? .null },
        "or": { $0.last ?? .null },
        "eq": { values in
            guard values.count > 1 else { throw wrongCount("eq", 2, values.count) }
            return .truth(try values.dropFirst().contains { try order(values[0], $0, "eq") == 0 })
        },
        "ne": { values in .truth(try compared(values, "ne") != 0) },
        "lt": { values in .truth(try compared(values, "lt") < 0) },
        "le": { values in .truth(try compared(values, "le") <= 0) },
        "gt": { values in .truth(try compared(values, "gt") > 0) },
        "ge": { values in .truth(try compared(values, "ge") >= 0) },
    ]

    /// Calls a function.
    ///
    /// - Throws: ``TemplateError``.
    static func call(_ name: String, _ arguments: [TemplateValue]) throws -> TemplateValue {
        guard let function = functions[name] else { throw unknown(name) }
        return try function(arguments)
    }

    /// Checks that all functions that a template names exist.
    ///
    /// - Throws: ``TemplateError``.
    static func check(_ nodes: [TemplateNode]) throws {
        for node in nodes {
            switch node {
            case .text: break
            case .value(let pipeline): try check(pipeline)
            case .condition(let pipeline, let body, let otherwise), .range(let pipeline, let body, let otherwise),
                .with(let pipeline, let body, let otherwise):
                try check(pipeline)
                try check(body)
                try check(otherwise)
            }
        }
    }

    private static func check(_ pipeline: TemplatePipeline) throws {
        for term in pipeline.commands.joined() {
            switch term.operand {
            case .function(let name):
                if functions[name] == nil { throw unknown(name).located(at: term.place) }
            case .pipeline(let inner, _): try check(inner)
            default: break
            }
        }
    }

    /// Whether a function leaves the heading of a column as it is.
    ///
    /// - Source: docker's `templates.HeaderFunctions`.
    static func leavesHeadings(_ name: String) -> Bool { textFunctions.contains(name) }

    private static let textFunctions: Set = ["json", "split", "join", "title", "lower", "upper", "truncate"]

    private static func unknown(_ name: String) -> TemplateError {
        TemplateError(
            "templates have no function '\(name)'",
            hint: NameSuggestion.nearest(to: name, among: functions.keys.sorted()).map(NameSuggestion.question)
                ?? "write '.\(name)' for a field"
        )
    }
}

extension TemplateFunctions {
    private static func one(_ values: [TemplateValue], _ name: String) throws -> TemplateValue {
        guard values.count == 1 else { throw wrongCount(name, 1, values.count) }
        return values[0]
    }

    private static func two(_ values: [TemplateValue], _ name: String) throws -> (TemplateValue, TemplateValue) {
        guard values.count == 2 else { throw wrongCount(name, 2, values.count) }
        return (values[0], values[1])
    }

    private static func wrongCount(_ name: String, _ wanted: Int, _ given: Int) -> TemplateError {
        TemplateError("'\(name)' takes \(wanted) \(wanted == 1 ? "argument" : "arguments"), not \(given)")
    }

    private static func text(_ value: TemplateValue, _ name: String) throws -> String {
        guard case .text(let text) = value else { throw TemplateError("'\(name)' needs a text, not \(value.kind)") }
        return text
    }

    private static func number(_ value: TemplateValue, _ name: String) throws -> Int {
        guard case .number(let number) = value else {
            throw TemplateError("'\(name)' needs a number, not \(value.kind)")
        }
        return number
    }

    /// Go puts a blank between two values neither of which is a text.
    private static func printed(_ values: [TemplateValue]) -> String {
        var result = ""
        for (index, value) in values.enumerated() {
            if index > 0, !value.isText, !values[index - 1].isText { result += " " }
            result += value.text
        }
        return result
    }

    private static func titled(_ text: String) -> String {
        var isStart = true
        return String(
            text.flatMap { character -> String in
                defer { isStart = !(character.isLetter || character.isNumber || character == "_" || character == "'") }
                return isStart ? character.uppercased() : String(character)
            }
        )
    }

    private static func parts(of text: String, at mark: String) -> [String] {
        guard !mark.isEmpty else { return text.map(String.init) }
        var parts: [String] = [""]
        var rest = text[...]
        while let character = rest.first {
            if rest.hasPrefix(mark) {
                parts.append("")
                rest = rest.dropFirst(mark.count)
            } else {
                parts[parts.count - 1].append(character)
                rest = rest.dropFirst()
            }
        }
        return parts
    }

    private static func element(_ key: TemplateValue, of value: TemplateValue) throws -> TemplateValue {
        switch (value, key) {
        case (.list(let values), .number(let index)):
            guard values.indices.contains(index) else {
                throw TemplateError("there is no element \(index) in a list of \(values.count)")
            }
            return values[index]
        case (.record(let fields), .text(let name)): return fields.first { $0.name == name }?.value ?? .text("")
        default: throw TemplateError("'index' cannot look for \(key.kind) in \(value.kind)")
        }
    }

    private static func compared(_ values: [TemplateValue], _ name: String) throws -> Int {
        let (left, right) = try two(values, name)
        return try order(left, right, name)
    }

    private static func order(_ left: TemplateValue, _ right: TemplateValue, _ name: String) throws -> Int {
        switch (left, right) {
        case (.text(let left), .text(let right)): left == right ? 0 : left < right ? -1 : 1
        case (.number(let left), .number(let right)): left == right ? 0 : left < right ? -1 : 1
        case (.truth(let left), .truth(let right)) where name == "eq" || name == "ne": left == right ? 0 : 1
        default: throw TemplateError("'\(name)' cannot compare \(left.kind) with \(right.kind)")
        }
    }
}
