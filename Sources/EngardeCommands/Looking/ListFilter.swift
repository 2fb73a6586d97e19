/// The one filter that a list has.
///
/// - Shape: `status=running`.
struct ListFilter {
    /// What stands before the `=`.
    let name: String
    /// What its values are.
    let kind: String
    /// One of them.
    let example: String

    /// The value that stands behind `--filter`.
    ///
    /// - Throws: ``UsageError`` for another filter, or none.
    func value(in argument: String) throws(UsageError) -> String {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { throw refusal("--filter needs '\(name)=\(kind)', not '\(argument)'") }
        guard parts[0] == name else { throw refusal("there is no filter '\(parts[0])': the only one is '\(name)'") }
        return parts[1]
    }

    private func refusal(_ message: String) -> UsageError {
        UsageError(message: message, hint: "write '--filter \(name)=\(example)'")
    }
}
