package import Diagnostics

/// What `engarde explain` says of a code.
package struct DiagnosticPage: Sendable, Hashable, Codable {
    /// The code.
    package var code: DiagnosticCode
    /// What it means, in one lower-case sentence without a final stop.
    package var title: String
    /// Why it happens, in sentences.
    package var reason: String
    /// A piece of a Compose file or a command that leads to it, with line breaks.
    package var example: String
    /// What to do, in sentences in the imperative.
    package var remedy: String

    init(_ code: DiagnosticCode, _ title: String, why reason: String, example: String, remedy: String) {
        self.code = code
        self.title = title
        self.reason = reason
        self.example = example
        self.remedy = remedy
    }

    /// The page as text, without a final line break.
    package var text: String {
        let lines = example.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
        return """
            \(code.rawValue): \(title)

            \(reason)

            For example:

            \(lines.joined(separator: "\n"))

            What to do: \(remedy)
            """
    }
}
