/// Why a template cannot be used.
package struct TemplateError: Error, Hashable {
    /// What is wrong.
    package var message: String
    /// What to do about it.
    package var hint: String?

    /// Creates an error.
    package init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}
