extension TemplateFunctions {
    /// `printf`: `%s`, `%v`, `%d`, `%x`, `%t`, `%q` and `%%`, with a width, `-` and `0`.
    ///
    /// - Throws: ``TemplateError``.
    static func formatted(_ values: [TemplateValue]) throws -> String {
        guard case .text(let format)? = values.first else {
            throw TemplateError("'printf' needs a text as its first argument")
        }
        var arguments = values.dropFirst()
        var rest = format[...]
        var result = ""
        while let character = rest.popFirst() {
            guard character == "%" else {
                result.append(character)
                continue
            }
            let isLeft = rest.first == "-"
            if isLeft { rest = rest.dropFirst() }
            let isFilled = rest.first == "0" && !isLeft
            let digits = rest.prefix(while: \.isNumber)
            rest = rest.dropFirst(digits.count)
            guard let verb = rest.popFirst() else { throw TemplateError("'printf' ends with '%'") }
            if verb == "%" {
                result.append("%")
                continue
            }
            guard let value = arguments.popFirst() else { throw TemplateError("'printf' has no value for '%\(verb)'") }
            let shown = try shown(value, verb)
            let count = max(0, min(Int(digits) ?? 0, 1_000) - shown.count)
            let padding = String(repeating: isFilled ? "0" : " ", count: count)
            result += isLeft ? shown + padding : padding + shown
        }
        return result
    }

    private static func shown(_ value: TemplateValue, _ verb: Character) throws -> String {
        switch (verb, value) {
        case ("s", _), ("v", _): value.text
        case ("d", .number(let number)): String(number)
        case ("x", .number(let number)): String(number, radix: 16)
        case ("x", .text(let text)):
            text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        case ("t", .truth(let truth)): String(truth)
        case ("q", _): TemplateValue.text(value.text).json
        case ("d", _), ("x", _): throw TemplateError("'printf' needs a number, not \(value.kind)")
        case ("t", _): throw TemplateError("'printf' needs true or false, not \(value.kind)")
        default:
            throw TemplateError("'printf' does not know '%\(verb)'", hint: "use '%s', '%v', '%d', '%x', '%t' or '%q'")
        }
    }
}
