/// A command as it may be shown: its program, and an ellipsis for the arguments.
///
/// Arguments often hold passwords that the file took from variables, and what is shown ends up in logs.
package enum CommandSummary {
    /// The summary of a command's arguments, such as `pg_isready …`.
    package static func of(_ arguments: [String]) -> String {
        guard let program = arguments.first, !program.isEmpty else { return "" }
        guard program.allSatisfy(isPartOfProgram) else { return "…" }
        return arguments.count > 1 ? "\(program) …" : program
    }

    /// The summary of a command for a shell.
    package static func ofShell(_ command: String) -> String {
        of(command.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    private static func isPartOfProgram(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "._-/+".contains(character)
    }
}
