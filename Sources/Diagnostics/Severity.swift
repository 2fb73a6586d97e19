/// How serious a diagnostic is.
public enum Severity: String, Sendable, Hashable, Codable, Comparable {
    /// Worth knowing; the work goes on.
    case warning
    /// The work cannot be done.
    case error

    /// Orders warnings before errors.
    public static func < (left: Severity, right: Severity) -> Bool {
        left == .warning && right == .error
    }
}
