package import SessionEvents

extension StepCommand {
    /// The command line as one types it.
    ///
    /// - Parameter program: how this program was called, with the options that a command repeats.
    package func text(calling program: String) -> String {
        switch self {
        case .own(let arguments): ([program] + arguments.map(Self.quoted)).joined(separator: " ")
        case .other(let words): words.map(Self.quoted).joined(separator: " ")
        }
    }

    /// A word as a shell takes it for one.
    private static func quoted(_ word: String) -> String {
        let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_./:=@%+,~^".contains($0) }
        return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: #"'\''"#))'"
    }
}
