import ArgumentParser
import TerminalOutput

/// `engarde __complete`: completes the last word of a command line, for the shells' scripts.
///
/// - Shape: the words behind the program's name, the last one as far as it is there, as cobra's programs take them.
struct CompleteCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "__complete",
        abstract: "Complete the last word of a command line."
    )
    static let takesOptions = false
    static let examples: [HelpExample] = []

    @Argument
    var words: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let home = surroundings.homeDirectory
        let completion = Completion(of: words.map { $0.expandingHome(home) }) { options in
            ProjectNames(options, in: surroundings)
        }
        surroundings.output.write(completion.text, to: .data)
        return .success
    }
}

extension String {
    /// The word with the user's home directory in place of the `~` that shells leave to the program here.
    fileprivate func expandingHome(_ home: String) -> String { hasPrefix("~/") ? home + dropFirst() : self }
}
