#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The value of a scalar.
package enum YAMLScalar: Sendable, Hashable {
    /// `null`, `~` or nothing.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number.
    case int(Int)
    /// A whole number from 2^63 to 2^64 − 1.
    case unsigned(UInt64)
    /// A number with a fraction or an exponent.
    case float(Double)
    /// Anything else.
    case string(String)

    /// Reads a plain scalar as Docker Compose does.
    ///
    /// - Shape: `no`, `on` and `22:22` are strings; `0x1F`, `0o17`, `017` and `0b1` are whole numbers; `08` is a float;
    ///   underscores between digits are dropped.
    package init(plain text: String) {
        guard let first = text.utf8.first else {
            self = .null
            return
        }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            self = Self.number(text) ?? .string(text)
        case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"),
            UInt8(ascii: "f"), UInt8(ascii: "F"):
            switch text {
            case "~", "null", "Null", "NULL": self = .null
            case "true", "True", "TRUE": self = .bool(true)
            case "false", "False", "FALSE": self = .bool(false)
            default: self = .string(text)
            }
        default:
            self = .string(text)
        }
    }

    private static func number(_ text: String) -> YAMLScalar? {
        switch text {
        case ".nan", ".NaN", ".NAN": return .float(.nan)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .float(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .float(-.infinity)
        default: break
        }
        let digits = text.utf8.contains(UInt8(ascii: "_")) ? String(text.filter { $0 != "_" }) : text
        if let whole = integer(digits) { return whole }
        return isFloat(digits) ? Double(digits).map(YAMLScalar.float) : nil
    }

    private static func integer(_ text: String) -> YAMLScalar? {
        var body = Substring(text)
        var sign = ""
        if let first = body.first, first == "-" || first == "+" {
            sign = first == "-" ? "-" : ""
            body = body.dropFirst()
        }
        guard let first = body.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
        let radixes: [(String, Int)] = [("0x", 16), ("0X", 16), ("0o", 8), ("0O", 8), ("0b", 2), ("0B", 2)]
        for (prefix, radix) in radixes where body.hasPrefix(prefix) {
            return digits(body.dropFirst(2), sign, radix)
        }
        if first == UInt8(ascii: "0"), body.utf8.count > 1 {
            return digits(body.dropFirst(), sign, 8)
        }
        return digits(body, sign, 10)
    }

    /// A number of digits alone: a second sign makes it a text, such as `0-1`.
    private static func digits(_ text: Substring, _ sign: String, _ radix: Int) -> YAMLScalar? {
        guard let first = text.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+") else { return nil }
        if let number = Int(sign + text, radix: radix) { return .int(number) }
        return sign.isEmpty ? UInt64(text, radix: radix).map(YAMLScalar.unsigned) : nil
    }

    private static func isFloat(_ text: String) -> Bool {
        var rest = Substring(text).utf8
        if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            rest = rest.dropFirst()
        }
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            let fraction = rest.prefix(while: isDigit)
            rest = rest.dropFirst(fraction.count)
            guard !whole.isEmpty || !fraction.isEmpty else { return false }
        } else if whole.isEmpty {
            return false
        }
        guard let exponent = rest.first else { return true }
        guard exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "E") else { return false }
        rest = rest.dropFirst()
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            rest = rest.dropFirst()
        }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }
}
