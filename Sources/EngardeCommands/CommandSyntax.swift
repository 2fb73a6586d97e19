import ArgumentParser

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The options and operands that a command declares, as values: what its help shows, and how its short options combine.
///
/// - Source: the parser's own description of the declarations, so that nothing is said twice.
struct CommandSyntax: Sendable, Hashable, Decodable {
    /// One option, flag or operand.
    struct Argument: Sendable, Hashable, Decodable {
        /// What it takes.
        enum Kind: String, Sendable, Hashable, Decodable {
            /// It stands by its place.
            case positional
            /// It has a value.
            case option
            /// It has none.
            case flag
        }

        /// One of its names.
        struct Name: Sendable, Hashable, Decodable {
            /// `short` stands behind one dash; anything else behind two.
            let kind: String
            /// The name without dashes.
            let name: String

            /// Whether it is a single letter behind a single dash.
            var isShort: Bool { kind == "short" }
            /// The name with its dashes.
            var text: String { isShort ? "-\(name)" : "--\(name)" }
        }

        /// What it takes.
        let kind: Kind
        /// Whether help shows it.
        let shouldDisplay: Bool
        /// The group that it belongs to; `nil` is the command's own.
        let sectionTitle: String?
        /// Its names; `nil` for operands.
        let names: [Name]?
        /// What its value is called.
        let valueName: String?
        /// The value that stands in for it.
        let defaultValue: String?
        /// All values that it knows; `nil` when they are not limited.
        let allValues: [String]?
        /// One sentence.
        let abstract: String?

        /// The name that is unique in all commands: the long one if there is one.
        var canonicalName: String { (names?.first { !$0.isShort } ?? names?.first)?.text ?? "" }
        /// Whether it takes `true` or `false`, and stands for `true` without a value.
        var isSwitch: Bool { kind == .option && allValues == SwitchValue.allCases.map(\.rawValue) }
    }

    private let arguments: [Argument]?

    private enum CodingKeys: CodingKey {
        case arguments
    }

    private struct Description: Decodable {
        let command: CommandSyntax
    }

    /// Reads what a command declares; what cannot be read counts as nothing declared, so that the parser itself objects.
    init(of command: any ParsableCommand.Type) {
        let text = command._dumpHelp()
        let command = try? JSONDecoder().decode(Description.self, from: Data(text.utf8)).command
        arguments = command?.arguments?.filter { $0.names?.contains { $0.name == "help" } != true }
    }

    /// The options and flags in the order of their declaration.
    var options: [Argument] { (arguments ?? []).filter { $0.kind != .positional } }

    /// The option with a name, given with its dashes.
    func option(named name: some StringProtocol) -> Argument? {
        options.first { $0.names?.contains { $0.text == name } ?? false }
    }
}

/// The value of an option that is on unless it says `=false`.
enum SwitchValue: String, CaseIterable, ExpressibleByArgument {
    /// On.
    case on = "true"
    /// Off.
    case off = "false"
}
