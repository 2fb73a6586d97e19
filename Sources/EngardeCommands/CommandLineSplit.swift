/// The arguments before the verb, and the verb with its own.
///
/// The two are parsed apart, since `-f` before the verb names a file, and behind `logs` it means following.
struct CommandLineSplit: Hashable {
    /// The options before the verb, in the parser's form.
    let options: [String]
    /// The verb; `nil` when there is none.
    let verb: String?
    /// What stands behind the verb, as it was written.
    let arguments: [String]
    /// Whether help is asked for before the verb.
    let asksForHelp: Bool

    /// Splits the arguments behind the program's name.
    ///
    /// - Throws: ``UsageError`` for options before the verb that do not exist.
    init(_ arguments: [String]) throws {
        let forms = try ArgumentForms(
            arguments,
            endsAtOperand: true,
            syntax: CommandSyntax(of: EngardeCommand.self),
            hint: { _ in "'engarde --help' lists the options before the command" }
        )
        options = forms.options
        verb = forms.operands.first
        self.arguments = Array(forms.operands.dropFirst())
        asksForHelp = forms.asksForHelp
    }
}
