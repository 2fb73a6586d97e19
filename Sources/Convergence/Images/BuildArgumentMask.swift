import ComposeModel
import EngineClient

/// Puts the names of build arguments where a builder shows their values, as the Dockerfile has them: `RUN deploy ${TOKEN}`.
///
/// Builders show commands with their arguments filled in, and what they show ends up in logs.
struct BuildArgumentMask: Sendable {
    private let replacements: [(value: String, name: String)]

    /// A mask for arguments; values that are too short or too common to be secrets stay legible.
    ///
    /// - Parameter credentials: what stands in front of the host in a context's URL; `nil` for nothing.
    init(_ arguments: [String: String?], credentials: String? = nil) {
        var values: [(value: String, name: String)] = arguments.flatMap { name, value in
            // A builder's output comes line by line.
            (value ?? "").split(whereSeparator: \.isNewline).map { (value: String($0), name: "${\(name)}") }
        }
        if let credentials { values.append((value: credentials, name: "***")) }
        replacements =
            values
            .filter { $0.value.count >= 4 && !ValueDisclosure.isCommonWord($0.value) }
            // A value may be part of another one.
            .sorted { ($1.value.count, $0.name) < ($0.value.count, $1.name) }
    }

    /// The text with names in place of values.
    func apply(to text: String) -> String {
        replacements.reduce(text) { text, replacement in
            text.contains(replacement.value) ? text.replacing(replacement.value, with: replacement.name) : text
        }
    }
}

extension BuildArgumentMask {
    /// The error with names in place of values.
    func apply(to error: EngineError) -> EngineError {
        guard case .buildFailed(var failure) = error else { return error }
        failure.step = failure.step.map(apply(to:))
        failure.logLines = failure.logLines.map(apply(to:))
        failure.message = apply(to: failure.message)
        return .buildFailed(failure)
    }
}
