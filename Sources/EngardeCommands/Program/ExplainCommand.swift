import ArgumentParser
import Diagnostics
import TerminalOutput

/// `engarde explain`.
struct ExplainCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what the code of an error means, and what to do."
    )
    static let operands = "[options] [code]"
    static var operandValues: [String] { DiagnosticCatalogue.pages.map(\.code.rawValue) }
    static let examples = [
        HelpExample("engarde explain", "Lists the codes."),
        HelpExample("engarde explain EG0508", "Says why it happens that a port is in use, and what to do."),
    ]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Flag(name: .long, help: "Print JSON: the page as an object, or all pages as an array.")
    var json = false

    @Argument(help: ArgumentHelp("The code, such as EG0508; without it, all are listed.", valueName: "code"))
    var code: String?

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        surroundings.output.write(try text() + "\n", to: .data)
        return .success
    }

    private func text() throws -> String {
        let pages = DiagnosticCatalogue.pages
        guard let code else {
            return json ? try pages.json() : pages.map { "\($0.code.rawValue)  \($0.title)" }.joined(separator: "\n")
        }
        guard let page = pages.first(where: { $0.code.rawValue == code.uppercased() }) else {
            let nearest = NameSuggestion.nearest(to: code.uppercased(), among: pages.map(\.code.rawValue))
            throw UsageError(
                code: .unknownCode,
                message: "there is no code '\(code)'",
                hint: nearest.map(NameSuggestion.question) ?? "list the codes with",
                command: nearest == nil ? ["explain"] : []
            )
        }
        return json ? try page.json() : page.text
    }
}
