import ArgumentParser
import Foundation

/// An option or flag as the parser describes it.
struct DeclaredOption: Decodable {
    private struct Description: Decodable {
        struct Command: Decodable {
            let arguments: [DeclaredOption]?
        }

        let command: Command
    }

    private struct Name: Decodable {
        /// `short` stands behind one dash; anything else behind two.
        let kind: String
        let name: String

        var text: String { (kind == "short" ? "-" : "--") + name }
    }

    private struct CompletionKind: Decodable {
        struct List: Decodable {
            let values: [String]
        }

        let list: List?
    }

    /// `positional`, `option` or `flag`.
    private let kind: String
    private let shouldDisplay: Bool
    private let isRepeating: Bool
    private let sectionTitle: String?
    private let names: [Name]?
    private let valueName: String?
    private let defaultValue: String?
    private let allValues: [String]?
    private let completionKind: CompletionKind?
    private let abstract: String?

    /// The options of a command in the order of their declaration, without the parser's own `--help`.
    static func all(of command: any ParsableCommand.Type) throws -> [DeclaredOption] {
        let description = try JSONDecoder().decode(Description.self, from: Data(command._dumpHelp().utf8))
        return (description.command.arguments ?? []).filter { argument in
            argument.kind != "positional" && argument.names?.contains { $0.name == "help" } != true
        }
    }

    /// The line that `CommandSyntax.Argument` reads.
    var line: String {
        let takesValue = kind == "option"
        let listed = completionKind?.list?.values
        var traits = [kind]
        if isRepeating { traits.append("repeating") }
        if allValues == nil, listed != nil { traits.append("open") }
        if !shouldDisplay { traits.append("hidden") }
        let values = allValues ?? listed ?? []
        let parts: [String?] = [
            names?.map(\.text).joined(separator: " "), traits.joined(separator: " "), takesValue ? valueName : nil,
            takesValue ? defaultValue : nil, values.joined(separator: ","), sectionTitle, abstract,
        ]
        return parts.map { $0 ?? "" }.joined(separator: "|")
    }
}
