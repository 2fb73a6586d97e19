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

        /// How a value is completed, where its declaration says so.
        struct CompletionKind: Sendable, Hashable, Decodable {
            /// By values that it lists.
            struct List: Sendable, Hashable, Decodable {
                /// The values.
                let values: [String]
            }

            /// By a list; `nil` is another way, which nothing here uses.
            let list: List?
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
        /// Whether it may be given several times.
        let isRepeating: Bool
        /// What its declaration says of how it is completed.
        let completionKind: CompletionKind?
        /// One sentence.
        let abstract: String?

        /// The name that is unique in all commands: the long one if there is one.
        var canonicalName: String { (names?.first { !$0.isShort } ?? names?.first)?.text ?? "" }
        /// Whether a value follows it, behind `=` or as the next argument.
        var takesValue: Bool { kind == .option && !isSwitch }
        /// The values that it is completed by, where its declaration names them; else none.
        var listedValues: [String] { allValues ?? completionKind?.list?.values ?? [] }
        /// What help says of it: one sentence, and the value that stands in for it behind a blank that no line ends at.
        var explanation: String {
            guard takesValue, let defaultValue, !defaultValue.isEmpty else { return abstract ?? "" }
            return "\(abstract ?? "") (default:\u{A0}\(defaultValue))"
        }
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

    /// The groups of the options, in order; `nil` is the command's own.
    var sectionTitles: [String?] {
        options.reduce(into: []) { titles, option in
            if !titles.contains(option.sectionTitle) { titles.append(option.sectionTitle) }
        }
    }

    /// What stands by its place, in order.
    var operands: [Argument] { (arguments ?? []).filter { $0.kind == .positional } }

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
