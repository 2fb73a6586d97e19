/// Texts as strings of JSON, byte for byte as Go writes them: what docker compose prints, and what its digests are of.
///
/// - Source: Go's `encoding/json`.
package enum JSONString {
    /// A text in quotes.
    ///
    /// - Parameter escapesHTML: whether `<`, `>` and `&` are escaped, as Go does unless it is told not to; the line
    ///   separators of JavaScript always are.
    package static func quoted(_ text: String, escapesHTML: Bool = true) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{8}": result += "\\b"
            case "\u{c}": result += "\\f"
            case "\u{2028}", "\u{2029}", "\0"..."\u{1f}": result += escape(scalar)
            case "<", ">", "&": if escapesHTML { result += escape(scalar) } else { fallthrough }
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
