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
    /// Whether the plugin's name, which is left out, was among the arguments.
    let namesPlugin: Bool

    /// Splits the arguments behind the program's name.
    ///
    /// - Parameter plugin: what the program was called as; its name may stand where docker puts it.
    /// - Throws: ``UsageError`` for options before the verb that do not exist.
    init(_ arguments: [String], plugin: DockerPlugin? = nil) throws {
        let forms = try ArgumentForms(
            arguments,
            endsAtOperand: true,
            syntax: CommandSyntax(of: EngardeCommand.self),
            hint: { _ in "'engarde --help' lists the options before the command" }
        )
        var operands = forms.operands
        if let plugin, operands.first == plugin.name {
            let own = try CommandLineSplit(Array(operands.dropFirst()))
            options = forms.options + own.options
            verb = own.verb
            self.arguments = own.arguments
            asksForHelp = forms.asksForHelp || own.asksForHelp
            namesPlugin = true
            return
        }
        var isNamed = false
        if let plugin, operands.count > 1, operands[1] == plugin.name,
            DockerPlugin.verbsBeforeTheName.contains(operands[0])
        {
            operands.remove(at: 1)
            isNamed = true
        }
        options = forms.options
        verb = operands.first
        self.arguments = Array(operands.dropFirst())
        asksForHelp = forms.asksForHelp
        namesPlugin = isNamed
    }
}
