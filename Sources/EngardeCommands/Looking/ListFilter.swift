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
        let given = NamedValue(argument)
        guard let value = given.value else { throw refusal("--filter needs '\(name)=\(kind)', not '\(argument)'") }
        guard given.name == name else {
            throw refusal("there is no filter '\(given.name)': the only one is '\(name)'")
        }
        return value
    }

    private func refusal(_ message: String) -> UsageError {
        UsageError(message: message, hint: "write '--filter \(name)=\(example)'")
    }
}
