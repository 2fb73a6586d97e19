internal import Diagnostics

/// A mistake in the syntax of YAML.
package enum SyntaxMistake: Hashable, Sendable {
    /// A quote is opened and not closed, or closed by the quote that opens the next text.
    case unclosedQuote(Character)
    /// Something stands behind the closing quote or bracket of a value.
    case textBehind(Character)
    /// A backslash in double quotes begins no escape.
    case unknownEscape(String)
    /// `key:value` without a space.
    case missingSpace(key: String, value: String)
    /// A line stands where a key is expected, and has no colon.
    case missingColon(String)
    /// A value without quotes contains a colon and a space.
    case colonInText(String)
    /// A key stands deeper than a key that has its value already.
    case keyBelowValue(key: String, parent: String)
    /// A tab is used for indentation.
    case tab
    /// A character that only looks like a space is used for indentation.
    case unusualSpace(Unicode.Scalar)
    /// Lines that version control left behind.
    case mergeConflict
    /// A bracket is not closed.
    case unclosedBracket(Character)
    /// A bracket is closed by one of another kind.
    case wrongBracket(opening: Character, closing: Character)
    /// A bracket closes nothing.
    case strayBracket(Character)
    /// Two items in brackets are not separated.
    case missingComma
    /// Between two commas there is nothing.
    case missingItem
    /// A text without quotes begins with a character that means something.
    case reservedCharacter(Character)
    /// Something stands behind the `|` or `>` that begins a text of several lines.
    case textBehindBlockIndicator
    /// A line is indented like no line above it.
    case indentation(text: String, spaces: Int, fitting: Int, line: Int)
    /// A line is indented less than the first one.
    case indentedLessThanFirst(String)
    /// A `-` stands among the keys of a mapping.
    case itemAmongKeys
    /// A key stands among the items of a list.
    case keyAmongItems(String)
    /// An item of a list has no `-`.
    case missingDash(String)
    /// `-value` without a space.
    case missingSpaceBehindDash(String)
    /// A list begins on the line of its key.
    case itemBesideKey
    /// A character that no text may contain.
    case controlCharacter(UInt32)
    /// Anything else, in the parser's own words.
    case other(String)
}

extension SyntaxMistake {
    var message: String {
        switch self {
        case .unclosedQuote(let quote): "the quote \(quote) is not closed"
        case .textBehind(let closing): "there is something behind the closing \(closing)"
        case .unknownEscape(let escape): "'\(escape)' means nothing in double quotes"
        case .missingSpace(let key, _): "there is no space after the colon of '\(key):'"
        case .missingColon(let text): "\(Self.shown(text)) stands where a key is expected, but has no colon"
        case .colonInText(let text): "'\(text)' contains a colon and a space, so it must stand in quotes"
        case .keyBelowValue(let key, let parent): "'\(key)' stands below '\(parent)', which has a value already"
        case .tab: "there is a tab in the indentation, which may only have spaces"
        case .unusualSpace(let scalar): "there is a \(Self.name(of: scalar)) in the indentation"
        case .mergeConflict: "the file has a merge conflict that is not resolved"
        case .unclosedBracket(let opening): "the bracket '\(opening)' is not closed"
        case .wrongBracket(let opening, let closing): "the bracket '\(opening)' is closed by '\(closing)'"
        case .strayBracket(let closing): "the bracket '\(closing)' closes nothing"
        case .missingComma: "there is no comma before this"
        case .missingItem: "there is nothing before this comma"
        case .reservedCharacter(let character): "a text that begins with '\(character)' must stand in quotes"
        case .textBehindBlockIndicator: "a text of several lines must begin on the line below"
        case .indentation(let text, let spaces, _, _):
            "'\(text)' is indented by \(Self.spaces(spaces)), which fits no line above"
        case .indentedLessThanFirst(let text): "'\(text)' is indented less than the first line"
        case .itemAmongKeys: "an item of a list stands among the keys of a mapping"
        case .keyAmongItems(let key): "the key '\(key)' stands among the items of a list"
        case .missingDash: "an item of a list has no '-'"
        case .missingSpaceBehindDash: "there is no space behind the '-' of an item"
        case .itemBesideKey: "a list cannot begin on the line of its key"
        case .controlCharacter(let value):
            "the file contains the control character U+\(Self.hexadecimal(value)), so it is not text"
        case .other(let problem): "the file is not valid YAML: \(problem)"
        }
    }

    var hint: String? {
        switch self {
        case .unclosedQuote(let quote): "write \(quote) where the text ends"
        case .textBehind("'"): "write '' for a quote inside the text, or put the text in double quotes"
        case .textBehind("\""): "write \\\" for a quote inside the text, or put the text in single quotes"
        case .textBehind: "remove it, or put the whole value in quotes"
        case .unknownEscape: "write '\\\\' for a backslash, or put the text in single quotes"
        case .missingSpace(let key, let value): "write \(Self.shown("\(key): \(value)"))"
        case .missingColon(let text):
            "write \(Self.shown(text + ":")) if it is a key; indent it if it belongs to the value above"
        case .colonInText(let text):
            text.contains("'") ? "put it in double quotes" : "write '\(text)', with the quotes"
        case .keyBelowValue(_, let parent): "indent it like '\(parent)'"
        case .tab: "use spaces"
        case .unusualSpace: "use ordinary spaces"
        case .mergeConflict: "keep one side, and remove the lines '<<<<<<<', '=======' and '>>>>>>>'"
        case .unclosedBracket(let opening), .wrongBracket(let opening, _):
            "close it with '\(opening == "[" ? "]" : "}")'"
        case .strayBracket: "remove it, or put the text in quotes"
        case .missingComma: "separate the items with ','"
        case .missingItem: "remove the comma"
        case .reservedCharacter: "put it in quotes"
        case .textBehindBlockIndicator: "move it to the next line, or remove the '|' or '>'"
        case .indentation(_, _, let fitting, let line): "indent it by \(Self.spaces(fitting)), like line \(line)"
        case .indentedLessThanFirst: "indent all keys of the top level alike"
        case .itemAmongKeys: "put the list below a key of its own"
        case .keyAmongItems(let key): "write '- ' before it, or indent '\(key)' like the key of the list"
        case .missingDash(let text), .missingSpaceBehindDash(let text): "write \(Self.shown("- " + text))"
        case .itemBesideKey: "begin the list on the next line, or write it in brackets, such as '[a, b]'"
        case .controlCharacter: "remove it"
        case .other: nil
        }
    }

    /// The kind of the mistake.
    var diagnosticCode: DiagnosticCode {
        switch self {
        case .tab, .unusualSpace: .tabInIndentation
        case .indentation, .indentedLessThanFirst, .keyBelowValue, .itemAmongKeys, .keyAmongItems: .wrongIndentation
        case .unclosedQuote, .textBehind, .unclosedBracket, .wrongBracket, .strayBracket: .unbalancedQuotes
        case .colonInText, .reservedCharacter, .unknownEscape: .quotesMissing
        case .mergeConflict: .mergeConflict
        case .controlCharacter: .notText
        case .missingSpace, .missingColon, .missingComma, .missingItem, .textBehindBlockIndicator, .missingDash,
            .missingSpaceBehindDash, .itemBesideKey, .other:
            .malformedYAML
        }
    }

    /// A text as it is to be written, in quotes unless it has some.
    private static func shown(_ text: String) -> String {
        text.contains("'") || text.contains("\"") ? text : "'\(text)'"
    }

    private static func spaces(_ count: Int) -> String {
        count == 1 ? "1 space" : "\(count) spaces"
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func name(of scalar: Unicode.Scalar) -> String {
        let known = scalar.value == 0xA0 ? "non-breaking space" : "character that is no ordinary space"
        return "\(known) (U+\(hexadecimal(scalar.value)))"
    }
}
