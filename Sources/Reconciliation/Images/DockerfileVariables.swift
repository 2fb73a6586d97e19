/// The variables that count in the `FROM` lines of a Dockerfile: build arguments, and `ARG` before the first stage.
///
/// - Source: the Dockerfile reference, "Understand how ARG and FROM interact", "Environment replacement".
struct DockerfileVariables: Sendable, Hashable {
    private let arguments: [String: String]
    private var values: [String: String] = [:]

    /// Begins with none.
    ///
    /// - Parameter arguments: the build arguments; they win over the defaults of `ARG`.
    init(arguments: [String: String]) { self.arguments = arguments }

    /// Notes the words of an `ARG` before the first stage.
    mutating func note(_ words: [String]) {
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let name = parts.first, !name.isEmpty else { continue }
            let quotes: Set<Character> = ["\"", "'"]
            let value = parts.count > 1 ? expanded(parts[1].filter { !quotes.contains($0) }) : nil
            values[name] = arguments[name] ?? value
        }
    }

    /// The text with `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+other}` replaced; `nil` when it cannot be done.
    func expanded(_ text: String) -> String? {
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "{" {
                guard let end = rest.firstIndex(of: "}") else { return nil }
                guard let value = value(of: String(rest[rest.index(after: rest.startIndex)..<end])) else { return nil }
                result += value
                rest = rest[rest.index(after: end)...]
            } else {
                let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                guard !name.isEmpty, let value = values[String(name)] else { return nil }
                result += value
                rest = rest[name.endIndex...]
            }
        }
        return result + rest
    }

    private func value(of expression: String) -> String? {
        guard let colon = expression.firstIndex(of: ":") else { return values[expression] }
        let value = values[String(expression[..<colon])] ?? ""
        let modifier = expression[expression.index(after: colon)...]
        switch modifier.first {
        case "-": return value.isEmpty ? expanded(String(modifier.dropFirst())) : value
        case "+": return value.isEmpty ? "" : expanded(String(modifier.dropFirst()))
        default: return nil
        }
    }
}
